package dev.plinth.support.provider;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import dev.plinth.support.engine.Engine.LeaseOptions;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.pipeline.CallClock;
import dev.plinth.support.pipeline.Completions;
import dev.plinth.support.pipeline.HandleState;
import dev.plinth.support.pipeline.LibraryFuture;
import dev.plinth.support.pipeline.Request;
import dev.plinth.support.pipeline.View;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One call of {@code inTransaction}, over all its attempts. */
final class Transactions<T> {
  private static final long SHORTEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final EngineContext context;
  private final HandleState handle;
  private final View view;
  private final TransactionOptions options;
  private final Function<? super Transaction, ? extends CompletionStage<T>> work;
  private final LibraryFuture<T> result;
  private final AtomicBoolean over = new AtomicBoolean();
  private final long timeoutNanos;
  private volatile @Nullable CompletableFuture<Lease> leasing;
  private volatile @Nullable TransactionCore current;
  private volatile CallClock.@Nullable Due expiry;
  private boolean committing;

  Transactions(EngineContext context, HandleState handle, View view, TransactionOptions options,
      Function<? super Transaction, ? extends CompletionStage<T>> work) {
    this.context = context;
    this.handle = handle;
    this.view = options.readOnly() ? view.withAccess(AccessPolicy.readOnly()) : view;
    this.options = options;
    this.work = work;
    this.result = new LibraryFuture<>(context.pipeline().executor());
    Duration timeout = options.timeout();
    this.timeoutNanos =
        (timeout == null ? context.options().transactionTimeout() : timeout).toNanos();
  }

  CompletableFuture<T> start() {
    if (!handle.enter()) {
      return CompletableFuture.failedFuture(HandleState.closed());
    }
    try {
      context.require(Capability.TRANSACTIONS, "inTransaction");
    } catch (DatabaseException unsupported) {
      handle.leave();
      return CompletableFuture.failedFuture(unsupported);
    }
    result.onAbandoned(() -> finish(null));
    context.pipeline().transactionOpened();
    long deadline = System.nanoTime() + timeoutNanos;
    expiry = context.pipeline().clock().after(timeoutNanos, this::expire);
    attempt(1, deadline);
    return result;
  }

  private void attempt(int number, long deadline) {
    Request request = new Request("inTransaction", null, WorkKind.ALONE, AccessLevel.READ_ONLY);
    CompletableFuture<Lease> lease = context.pipeline().send(new HandleState(), view, request,
        deadline - System.nanoTime(), session -> {
          throw new IllegalStateException("a lease is not run");
        }, call -> context.engine().lease(call, LeaseOptions.forTransaction(options)));
    leasing = lease;
    Completions.whenEnded(lease, (open, failure) -> {
      if (failure != null) {
        fail(Failures.unwrapped(failure), number, deadline);
      } else {
        onExecutor(() -> run(open, number, deadline));
      }
    });
    if (over.get()) {
      lease.cancel(true);
    }
  }

  /** A lease that was there at once is told of on the thread that asked for it, the caller's or the clock's: the work belongs on neither. */
  private void onExecutor(Runnable task) {
    if (LibraryExecutor.isInside()) {
      task.run();
    } else {
      context.pipeline().executor().execute(task);
    }
  }

  private void run(Lease lease, int number, long deadline) {
    var core = new TransactionCore(context, view, lease, deadline);
    current = core;
    if (over.get()) {
      core.rollback();
      return;
    }
    Completions.whenEnded(started(core), (value, failure) -> {
      if (failure != null) {
        core.rollback();
        fail(Failures.unwrapped(failure), number, deadline);
      } else {
        commit(core, value, number, deadline);
      }
    });
  }

  private CompletableFuture<T> started(TransactionCore core) {
    try {
      return Objects
          .requireNonNull(work.apply(new EngineTransaction(context, core)),
              "the work returned null")
          .toCompletableFuture();
    } catch (RuntimeException thrown) {
      return CompletableFuture.failedFuture(thrown);
    }
  }

  private void commit(TransactionCore core, T value, int number, long deadline) {
    if (!beginCommit()) {
      return;
    }
    Completions.whenEnded(core.commit(), (done, failure) -> {
      if (failure == null || core.rolledBackAsAsked()) {
        if (finish(core)) {
          result.deliver(value);
        }
      } else {
        fail(Failures.unwrapped(failure), number, deadline);
      }
    });
  }

  private void fail(Throwable failure, int number, long deadline) {
    boolean again = !over.get() && number < options.maxAttempts() && Failures.mayRepeat(failure)
        && deadline - System.nanoTime() > 0;
    if (again) {
      endCommit();
      context.pipeline().clock().after(pause(number), () -> attempt(number + 1, deadline));
    } else if (finish(current)) {
      result.deliverFailure(failure);
    }
  }

  /** Those who met once would meet again if all of them began at once. */
  private static long pause(int attempts) {
    long most = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE << Math.min(attempts, 10));
    return ThreadLocalRandom.current().nextLong(most / 2, most);
  }

  private synchronized boolean beginCommit() {
    committing = !over.get();
    return committing;
  }

  private synchronized void endCommit() {
    committing = false;
  }

  /** Its time is over: it is rolled back, whatever its work is doing. A commit on its way has the same deadline itself. */
  private synchronized void expire() {
    if (!committing && finish(null)) {
      result.deliverFailure(new DatabaseException(ErrorCode.TIMEOUT,
          "the transaction took longer than its timeout and "
              + "was rolled back; do less in it, or raise the timeout in TransactionOptions"));
    }
  }

  /** Ends it once, rolled back unless it has ended by itself. */
  private boolean finish(@Nullable TransactionCore ended) {
    if (!over.compareAndSet(false, true)) {
      return false;
    }
    CompletableFuture<Lease> waiting = leasing;
    if (waiting != null) {
      waiting.cancel(true);
    }
    TransactionCore core = current;
    if (ended == null && core != null) {
      core.rollback();
    }
    CallClock.Due due = expiry;
    if (due != null) {
      boolean unused = due.cancel();
    }
    context.pipeline().transactionEnded();
    handle.leave();
    return true;
  }
}
