package dev.plinth.support.crypto;

import static dev.plinth.ErrorCode.NOT_CONNECTED;
import static dev.plinth.ErrorCode.OVERLOADED;
import static dev.plinth.ErrorCode.QUERY_FAILED;
import static dev.plinth.support.crypto.Failures.await;
import static dev.plinth.support.crypto.Failures.fails;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PasswordPoolTest {
  private final PasswordPool pool = new PasswordPool(1, 1, Duration.ofMillis(50), Runnable::run);
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() {
    release.countDown();
    pool.close();
  }

  @Test
  void refusesWhatTheQueueCannotHold() throws Throwable {
    CompletableFuture<String> running = occupy();
    CompletableFuture<String> waiting = pool.submit(() -> "waited");
    assertThat(fails(OVERLOADED, pool.submit(() -> "refused")).retryable()).isTrue();
    release.countDown();
    assertThat(await(running)).isEqualTo("ran");
    assertThat(await(waiting)).isEqualTo("waited");
  }

  @Test
  void givesThePlaceOfACancelledCallToAnother() throws Throwable {
    var computed = new AtomicBoolean();
    CompletableFuture<String> running = occupy();
    CompletableFuture<Boolean> cancelled = pool.submit(() -> computed.getAndSet(true));
    cancelled.cancel(false);
    CompletableFuture<String> next = pool.submit(() -> "next");
    release.countDown();
    assertThat(await(running)).isEqualTo("ran");
    assertThat(await(next)).isEqualTo("next");
    assertThat(computed).isFalse();
  }

  @Test
  void endsWhatWaitsWhenClosedAndCompletesWhatRuns() throws Throwable {
    CompletableFuture<String> running = occupy();
    CompletableFuture<String> waiting = pool.submit(() -> "waited");
    pool.close();
    fails(NOT_CONNECTED, waiting);
    fails(NOT_CONNECTED, pool.submit(() -> "late"));
    release.countDown();
    assertThat(await(running)).isEqualTo("ran");
  }

  @Test
  void runsOnNamedDaemonThreadsThatEndWhenIdle() throws Throwable {
    Thread worker = await(pool.submit(Thread::currentThread));
    assertThat(worker.getName()).startsWith("plinth-password-");
    assertThat(worker.isDaemon()).isTrue();
    assertThat(worker.join(Duration.ofSeconds(30))).isTrue();
    assertThat(await(pool.submit(Thread::currentThread))).isNotSameAs(worker);
  }

  @Test
  void showsNothingOfAnUnexpectedFailure() throws Throwable {
    var failure = fails(QUERY_FAILED, pool.submit(() -> {
      throw new IllegalStateException("canary password");
    }));
    assertThat(failure).hasStackTraceContaining("IllegalStateException")
        .hasRootCauseInstanceOf(RuntimeException.class);
    assertThat(failure.toString() + failure.getCause()).doesNotContain("canary");
    assertThat(await(pool.submit(() -> "alive"))).isEqualTo("alive");
  }

  @Test
  void completesEvenIfTheExecutorIsGone() throws Throwable {
    try (var orphan = new PasswordPool(1, 1, Duration.ofMillis(50), completion -> {
      throw new RejectedExecutionException();
    })) {
      assertThat(await(orphan.submit(() -> "done"))).isEqualTo("done");
    }
  }

  private CompletableFuture<String> occupy() throws InterruptedException {
    CompletableFuture<String> running = pool.submit(() -> {
      started.countDown();
      awaitRelease();
      return "ran";
    });
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();
    return running;
  }

  private void awaitRelease() {
    try {
      assertThat(release.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
