package dev.plinth.support.pipeline;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The future that a caller holds. A thread of an engine {@linkplain #deliver delivers} its outcome, yet
 * no continuation ever runs there: waiting callers are woken and settle the future themselves, which
 * spares them the detour over an executor; where nobody waits, or somebody chained, the executor does.
 *
 * <p>Completing it from outside ({@code cancel}, {@code complete}, {@code orTimeout}) ends the call.
 */
public final class LibraryFuture<T extends @Nullable Object> extends CompletableFuture<T> {
  private record Outcome<T extends @Nullable Object>(@Nullable T value,
      @Nullable Throwable failure) {}

  private static final Waiter CLOSED = new Waiter(null, null);

  private final Executor executor;
  private final AtomicReference<@Nullable Outcome<T>> outcome = new AtomicReference<>();
  private final AtomicReference<@Nullable Waiter> waiters = new AtomicReference<>();
  private volatile @Nullable Runnable onAbandoned;
  private volatile @Nullable Runnable onJoined;

  /** An open future whose continuations run on {@code executor}. */
  public LibraryFuture(Executor executor) {
    this.executor = executor;
  }

  /** What ends the call when the caller completes the future first; set once, before the caller sees it. */
  public void onAbandoned(Runnable action) {
    onAbandoned = action;
  }

  /**
   * What is run on a thread that comes to {@link #join} before there is an outcome, which it may bring about; set once, before the
   * caller sees the future.
   */
  void onJoined(Runnable action) {
    onJoined = action;
  }

  /** Ends it well; returns whether it was open. For threads that must not run a caller's code. */
  public boolean deliver(T value) {
    return deliver(new Outcome<>(value, null));
  }

  /** Fails it; returns whether it was open. For threads that must not run a caller's code. */
  public boolean deliverFailure(Throwable failure) {
    return deliver(new Outcome<>(null, failure));
  }

  private boolean deliver(Outcome<T> end) {
    if (!outcome.compareAndSet(null, end)) {
      return false;
    }
    boolean someoneWaits = wake();
    if (!someoneWaits || getNumberOfDependents() > 0) {
      executor.execute(this::settle);
    }
    return true;
  }

  /** Passes the outcome on to continuations, on the current thread. */
  @SuppressWarnings("NullAway") // a null value is the outcome of CompletableFuture<@Nullable T>
  private void settle() {
    Outcome<T> end = outcome.get();
    if (end != null && !super.isDone()) {
      if (end.failure == null) {
        super.complete(end.value);
      } else {
        super.completeExceptionally(end.failure);
      }
    }
  }

  private boolean settleFromOutside(Outcome<T> end) {
    if (!outcome.compareAndSet(null, end)) {
      return false;
    }
    wake();
    Runnable action = onAbandoned;
    if (action != null) {
      action.run();
    }
    settle();
    return true;
  }

  @Override
  public boolean complete(T value) {
    return settleFromOutside(new Outcome<>(value, null));
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return settleFromOutside(new Outcome<>(null, failure));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return settleFromOutside(new Outcome<>(null, new CancellationException())) || isCancelled();
  }

  @Override
  public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor chosen) {
    chosen.execute(() -> complete(supplier.get()));
    return this;
  }

  @Override
  public void obtrudeValue(T value) {
    complete(value);
    super.obtrudeValue(value);
  }

  @Override
  public void obtrudeException(Throwable failure) {
    completeExceptionally(failure);
    super.obtrudeException(failure);
  }

  @Override
  public boolean isDone() {
    return outcome.get() != null;
  }

  @Override
  public boolean isCompletedExceptionally() {
    Outcome<T> end = outcome.get();
    return end != null && end.failure != null;
  }

  @Override
  public boolean isCancelled() {
    Outcome<T> end = outcome.get();
    return end != null && end.failure instanceof CancellationException;
  }

  @Override
  public T join() {
    awaitUninterruptibly(onJoined);
    settle();
    return super.join();
  }

  @Override
  public T get() throws InterruptedException, ExecutionException {
    await(Long.MAX_VALUE, null);
    settle();
    return super.get();
  }

  @Override
  public T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (!await(unit.toNanos(timeout), null)) {
      throw new TimeoutException();
    }
    settle();
    return super.get();
  }

  @Override
  @SuppressWarnings("NullAway") // a null value is the outcome of CompletableFuture<@Nullable T>
  public T getNow(T valueIfAbsent) {
    Outcome<T> end = outcome.get();
    if (end == null) {
      return valueIfAbsent;
    }
    return switch (end.failure) {
      case null -> end.value;
      case CancellationException cancelled -> throw cancelled;
      case CompletionException wrapped -> throw wrapped;
      case Throwable failure -> throw new CompletionException(failure);
    };
  }

  @Override
  public State state() {
    Outcome<T> end = outcome.get();
    if (end == null) {
      return State.RUNNING;
    }
    return end.failure == null ? State.SUCCESS : isCancelled() ? State.CANCELLED : State.FAILED;
  }

  @Override
  public T resultNow() {
    settle();
    return super.resultNow();
  }

  @Override
  public Throwable exceptionNow() {
    settle();
    return super.exceptionNow();
  }

  private boolean wake() {
    Waiter first = waiters.getAndSet(CLOSED);
    boolean any = false;
    for (Waiter waiter = first; waiter != null; waiter = waiter.next) {
      Thread thread = waiter.thread;
      if (thread != null && !waiter.gone) {
        any = true;
        if (!thread.equals(Thread.currentThread())) {
          LockSupport.unpark(thread);
        }
      }
    }
    return any;
  }

  private void awaitUninterruptibly(@Nullable Runnable first) {
    boolean interrupted = false;
    Runnable beforehand = first;
    while (!isDone()) {
      try {
        await(Long.MAX_VALUE, beforehand);
      } catch (InterruptedException again) {
        interrupted = true;
        beforehand = null;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean await(long nanos, @Nullable Runnable beforehand) throws InterruptedException {
    if (isDone()) {
      return true;
    }
    var waiter = new Waiter(Thread.currentThread(), null);
    if (!enter(waiter)) {
      return true;
    }
    long deadline = nanos == Long.MAX_VALUE ? Long.MAX_VALUE : System.nanoTime() + nanos;
    try {
      if (beforehand != null) {
        // This thread is known to wait: an outcome that comes of it goes nowhere else.
        beforehand.run();
      }
      ForkJoinPool.managedBlock(new Parking(deadline));
    } finally {
      waiter.gone = true;
      if (outcome.get() != null) {
        // Whoever delivered counted on this thread: a wait that times out at that very moment settles too.
        settle();
      }
    }
    return isDone();
  }

  private boolean enter(Waiter waiter) {
    while (true) {
      Waiter first = waiters.get();
      if (first == CLOSED) {
        return false;
      }
      waiter.next = first;
      if (waiters.compareAndSet(first, waiter)) {
        return true;
      }
    }
  }

  private final class Parking implements ForkJoinPool.ManagedBlocker {
    private final long deadline;

    Parking(long deadline) {
      this.deadline = deadline;
    }

    @Override
    public boolean block() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (deadline == Long.MAX_VALUE) {
        LockSupport.park(LibraryFuture.this);
      } else {
        LockSupport.parkNanos(LibraryFuture.this, deadline - System.nanoTime());
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return isReleasable();
    }

    @Override
    public boolean isReleasable() {
      return isDone() || (deadline != Long.MAX_VALUE && deadline - System.nanoTime() <= 0);
    }
  }

  private static final class Waiter {
    final @Nullable Thread thread;
    @Nullable
    Waiter next;
    volatile boolean gone;

    Waiter(@Nullable Thread thread, @Nullable Waiter next) {
      this.thread = thread;
      this.next = next;
    }
  }
}
