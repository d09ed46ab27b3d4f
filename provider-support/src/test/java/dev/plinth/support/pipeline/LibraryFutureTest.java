package dev.plinth.support.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LibraryFutureTest {
  private final ExecutorService continuations = Executors.newCachedThreadPool();
  private final ExecutorService engine = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    continuations.shutdownNow();
    engine.shutdownNow();
  }

  @Test
  void wakesACallerThatJoins() throws Exception {
    var future = new LibraryFuture<String>(continuations);
    Future<String> caller = continuations.submit(future::join);
    deliverOnEngine(future, "tea");
    assertThat(caller.get(10, TimeUnit.SECONDS)).isEqualTo("tea");
    assertThat(future.join()).isEqualTo("tea");
  }

  @Test
  void runsNoContinuationOnTheThreadThatDelivers() throws Exception {
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    for (int round = 0; round < 2_000; round++) {
      var future = new LibraryFuture<Integer>(continuations);
      var other = new LibraryFuture<Integer>(continuations);
      var last = new CountDownLatch(4);
      chain(future.thenApply(value -> value), threads, last);
      chain(CompletableFuture.completedFuture(1).thenCompose(one -> future), threads, last);
      chain(CompletableFuture.allOf(future, other), threads, last);
      chain(other.thenCombine(future, Integer::sum), threads, last);
      Future<Integer> joining = continuations.submit(future::join);
      engine.execute(() -> future.deliver(1));
      engine.execute(() -> other.deliver(2));
      assertThat(last.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(joining.get()).isEqualTo(1);
    }
    Thread engineThread = engine.submit(Thread::currentThread).get();
    assertThat(threads).isNotEmpty().doesNotContain(engineThread);
  }

  private static void chain(CompletableFuture<?> stage, Set<Thread> threads, CountDownLatch last) {
    Completions.whenEnded(stage, (value, failure) -> {
      threads.add(Thread.currentThread());
      last.countDown();
    });
  }

  @Test
  void firesContinuationsThoughTheOnlyWaiterGaveUpMeanwhile() throws Exception {
    for (int round = 0; round < 2_000; round++) {
      var future = new LibraryFuture<Integer>(continuations);
      var fired = new CountDownLatch(1);
      Completions.whenEnded(future.thenApply(value -> value),
          (value, failure) -> fired.countDown());
      Future<?> waiter = continuations.submit(() -> {
        try {
          future.get(1, TimeUnit.MICROSECONDS);
        } catch (TimeoutException gaveUp) {
          assertThat(gaveUp).isNotNull();
        }
        return null;
      });
      engine.execute(() -> future.deliver(1));
      assertThat(fired.await(10, TimeUnit.SECONDS)).isTrue();
      waiter.get();
    }
  }

  @Test
  void givesOneAnswerWhoeverIsFirst() throws Exception {
    for (int round = 0; round < 5_000; round++) {
      var future = new LibraryFuture<Integer>(continuations);
      var abandoned = new AtomicInteger();
      future.onAbandoned(abandoned::incrementAndGet);
      Future<Boolean> delivering = engine.submit(() -> future.deliver(1));
      boolean cancelled = future.cancel(true);
      assertThat(delivering.get()).isNotEqualTo(cancelled);
      assertThat(abandoned.get()).isEqualTo(cancelled ? 1 : 0);
      assertThat(future.isCancelled()).isEqualTo(cancelled);
      if (cancelled) {
        assertThatThrownBy(future::join).isInstanceOf(CancellationException.class);
      } else {
        assertThat(future.join()).isEqualTo(1);
      }
    }
  }

  @Test
  void wrapsAFailureAsJoinDoes() throws Exception {
    var future = new LibraryFuture<Integer>(continuations);
    var failure = new IllegalStateException("lost");
    engine.submit(() -> future.deliverFailure(failure)).get();
    assertThatThrownBy(future::join).isInstanceOf(CompletionException.class).hasCause(failure);
    assertThatThrownBy(() -> future.getNow(0)).isInstanceOf(CompletionException.class)
        .hasCause(failure);
    assertThat(future.exceptionNow()).isSameAs(failure);
    assertThat(future.state()).isEqualTo(Future.State.FAILED);
  }

  @Test
  void endsTheCallWhenATimeoutOfTheCallerCompletesIt() throws Exception {
    var future = new LibraryFuture<Integer>(continuations);
    var abandoned = new CountDownLatch(1);
    future.onAbandoned(abandoned::countDown);
    assertThatThrownBy(() -> future.orTimeout(1, TimeUnit.MILLISECONDS).join())
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(abandoned.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(future.deliver(1)).isFalse();
  }

  @Test
  void letsAVirtualThreadWait() throws Exception {
    var future = new LibraryFuture<Integer>(continuations);
    var seen = new CompletableFuture<Integer>();
    Thread waiting = Thread.startVirtualThread(() -> seen.complete(future.join()));
    engine.execute(() -> future.deliver(7));
    assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(7);
    waiting.join();
  }

  @Test
  void isBroughtAboutByTheThreadThatJoins() throws Exception {
    var caller = new Joining<Thread>(refusing(), Thread::currentThread);
    LibraryFuture<Thread> future = caller.future;
    Future<Boolean> byItself =
        continuations.submit(() -> future.join().equals(Thread.currentThread()));
    assertThat(byItself.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isNotBroughtAboutByAThreadThatMayBeInterrupted() {
    var caller = new Joining<>(continuations, () -> "by the waiting thread");
    LibraryFuture<String> future = caller.future;
    assertThatThrownBy(() -> future.get(1, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    assertThat(future.join()).isEqualTo("by the waiting thread");
  }

  /** Delivers once a thread joins. */
  private static final class Joining<T> implements LibraryFuture.Caller {
    final LibraryFuture<T> future = new LibraryFuture<>(this);
    private final Executor executor;
    private final Supplier<T> value;

    Joining(Executor executor, Supplier<T> value) {
      this.executor = executor;
      this.value = value;
    }

    @Override
    public Executor executor() {
      return executor;
    }

    @Override
    public void abandoned() {}

    @Override
    public void joined() {
      future.deliver(value.get());
    }
  }

  private static Executor refusing() {
    return task -> {
      throw new AssertionError("no continuation was there to run");
    };
  }

  private void deliverOnEngine(LibraryFuture<String> future, String value) throws Exception {
    assertThat(engine.submit(() -> future.deliver(value)).get()).isTrue();
  }
}
