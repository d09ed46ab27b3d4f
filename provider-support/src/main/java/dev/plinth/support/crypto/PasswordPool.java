package dev.plinth.support.crypto;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A few threads with a bounded queue. They compute; futures complete on another executor. */
final class PasswordPool implements AutoCloseable {
  private final BlockingQueue<Runnable> queue;
  private final ThreadPoolExecutor threads;
  private final Executor completions;

  PasswordPool(int size, int waiting, Duration idle, Executor completions) {
    this.queue = new LinkedBlockingQueue<>(waiting);
    this.completions = completions;
    // without inheriting, a thread holds neither thread locals nor the class loader of whoever came first
    var factory = Thread.ofPlatform().name("plinth-password-", 1).daemon()
        .inheritInheritableThreadLocals(false).factory();
    this.threads =
        new ThreadPoolExecutor(size, size, idle.toNanos(), TimeUnit.NANOSECONDS, queue, factory);
    threads.allowCoreThreadTimeOut(true);
  }

  /** Fails with OVERLOADED when the queue is full. A future that ends early takes its work out of the queue. */
  <T> CompletableFuture<T> submit(Supplier<T> work) {
    var job = new PasswordJob<>(work, completions);
    try {
      threads.execute(job);
    } catch (RejectedExecutionException refused) {
      return CompletableFuture.failedFuture(threads.isShutdown() ? closed() : overloaded());
    }
    var unused = job.future().whenComplete((value, failure) -> withdraw(job));
    return job.future();
  }

  /** Ends at once: what waits fails with NOT_CONNECTED, what runs completes. */
  @Override
  public void close() {
    threads.shutdown();
    List<Runnable> waiting = new ArrayList<>();
    queue.drainTo(waiting);
    waiting.forEach(job -> ((PasswordJob<?>) job).fail(closed()));
  }

  private void withdraw(PasswordJob<?> job) {
    if (!job.started()) {
      threads.remove(job);
    }
  }

  private static DatabaseException overloaded() {
    return new DatabaseException(ErrorCode.OVERLOADED,
        "too many passwords are waiting to be hashed; try again later");
  }

  private static DatabaseException closed() {
    return new DatabaseException(ErrorCode.NOT_CONNECTED,
        "the provider is closed; open it again to hash a password");
  }
}
