package dev.plinth.support.crypto;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/** One hash to compute, and the future that waits for it. */
final class PasswordJob<T> implements Runnable {
  private final CompletableFuture<T> future = new CompletableFuture<>();
  private final Supplier<T> work;
  private final Executor completions;
  private volatile boolean started;

  PasswordJob(Supplier<T> work, Executor completions) {
    this.work = work;
    this.completions = completions;
  }

  CompletableFuture<T> future() {
    return future;
  }

  boolean started() {
    return started;
  }

  @Override
  public void run() {
    started = true;
    if (future.isDone()) {
      return;
    }
    try {
      T value = work.get();
      complete(() -> future.complete(value));
    } catch (DatabaseException failure) {
      fail(failure);
    } catch (RuntimeException | Error failure) {
      fail(new DatabaseException(ErrorCode.QUERY_FAILED,
          "hashing a password failed unexpectedly; please report this",
          BackendFailure.of(failure)));
    }
  }

  void fail(DatabaseException failure) {
    complete(() -> future.completeExceptionally(failure));
  }

  /** A future must end even if its executor was closed before it. */
  private void complete(Runnable completion) {
    try {
      completions.execute(completion);
    } catch (RejectedExecutionException closed) {
      completion.run();
    }
  }
}
