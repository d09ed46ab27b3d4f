package dev.plinth.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class AwaitTest {
  private final DatabaseException failure = new DatabaseException(ErrorCode.TIMEOUT, "late");

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void returnsTheValue() {
    assertThat(Databases.await(CompletableFuture.supplyAsync(() -> 1))).isEqualTo(1);
    assertThat(Databases.await(CompletableFuture.<@Nullable Void>completedFuture(null))).isNull();
  }

  @Test
  void throwsTheFailureItself() {
    CompletableFuture<Integer> failed = CompletableFuture.failedFuture(failure);
    assertThatThrownBy(() -> Databases.await(failed)).isSameAs(failure);
    assertThatThrownBy(() -> Databases.await(failed.thenApply(n -> n + 1).thenCompose(
        n -> CompletableFuture.completedFuture(n)))).isSameAs(failure);
    var wrapped = new CompletionException(new CompletionException(failure));
    assertThatThrownBy(() -> Databases.await(CompletableFuture.failedFuture(wrapped)))
        .isSameAs(failure);
  }

  @Test
  void leavesOtherFailuresWhatTheyAre() {
    var error = new AssertionError("mine");
    assertThatThrownBy(() -> Databases.await(CompletableFuture.failedFuture(error)))
        .isSameAs(error);
    var checked = new IOException("mine");
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> Databases.await(CompletableFuture.failedFuture(checked)))
        .withCause(checked);
  }

  @Test
  void throwsCancellationForACancelledFuture() {
    var cancelled = new CompletableFuture<Integer>();
    cancelled.cancel(true);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> Databases.await(cancelled));
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> Databases.await(cancelled.thenApply(n -> n + 1)));
  }

  @Test
  void cancelsTheFutureWhenInterrupted() {
    var pending = new CompletableFuture<Integer>();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> Databases.await(pending));
    assertThat(pending).isCancelled();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void returnsAValueThatIsThereAlthoughInterrupted() {
    Thread.currentThread().interrupt();
    assertThat(Databases.await(CompletableFuture.completedFuture(1))).isEqualTo(1);
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }
}
