package dev.plinth.support.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  /** Whom it tells what its caller does; a call has one such future, so that this spares each an object. */
  interface Caller {
    /** Where continuations run. */
    Executor executor();

    /** The caller completed the future first. */
    void abandoned();

    /**
     * The current thread came to {@link #join} before there was an outcome, which it may bring about.
     */
    default void joined() {}
  }

  /** Of a future without a call. */
  private static final class Plain implements Caller {
    private final Executor executor;
    private volatile @Nullable Runnable onAbandoned;

    Plain(Executor executor) {
      this.executor = executor;
    }

    @Override
    public Executor executor() {
      return executor;
    }

    @Override
    public void abandoned() {
      Runnable action = onAbandoned;
      if (action != null) {
        action.run();
      }
    }
  }

  private record Failed(Throwable failure) {}

  /** The outcome that is null. */
  private enum Nothing {
    NOTHING
  }

  private static final Waiter CLOSED = new Waiter(null, null);
  private static final VarHandle OUTCOME = handle("outcome", Object.class);
  private static final VarHandle WAITERS = handle("waiters", Waiter.class);

  private final Caller caller;
  /** The value, {@link Nothing}, or how it {@link Failed}; null while it is open. */
  private volatile @Nullable Object outcome;
  private volatile @Nullable Waiter waiters;

  /** An open future whose continuations run on {@code executor}. */
  public LibraryFuture(Executor executor) {
    this(new Plain(executor));
  }

  /** An open future of a call. */
  LibraryFuture(Caller caller) {
    this.caller = caller;
  }

  private static VarHandle handle(String field, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(LibraryFuture.class, field, type);
    } catch (ReflectiveOperationException renamed) {
      throw new LinkageError(renamed.getMessage(), renamed);
    }
  }

  /**
   * What ends the call when the caller completes the future first; set once, before the caller sees it, on a future that was
   * made with an executor.
   */
  public void onAbandoned(Runnable action) {
    ((Plain) caller).onAbandoned = action;
  }

  /** Ends it well; returns whether it was open. For threads that must not run a caller's code. */
  public boolean deliver(T value) {
    return deliverEnd(end(value));
  }

  /** Fails it; returns whether it was open. For threads that must not run a caller's code. */
  public boolean deliverFailure(Throwable failure) {
    return deliverEnd(new Failed(failure));
  }

  private static Object end(@Nullable Object value) {
    return value == null ? Nothing.NOTHING : value;
  }

  private boolean deliverEnd(Object end) {
    if (!OUTCOME.compareAndSet(this, (Object) null, end)) {
      return false;
    }
    boolean someoneWaits = wake();
    if (!someoneWaits || getNumberOfDependents() > 0) {
      caller.executor().execute(this::settle);
    }
    return true;
  }

  /** Passes the outcome on to continuations, on the current thread. */
  private void settle() {
    Object end = outcome;
    if (end == null || super.isDone()) {
      return;
    }
    if (end instanceof Failed failed) {
      super.completeExceptionally(failed.failure);
    } else {
      super.complete(value(end));
    }
  }

  @SuppressWarnings({"NullAway", "unchecked"}) // only values of T are delivered, null among them
  private T value(Object end) {
    return end instanceof Nothing ? null : (T) end;
  }

  private boolean settleFromOutside(Object end) {
    if (!OUTCOME.compareAndSet(this, (Object) null, end)) {
      return false;
    }
    wake();
    try {
      caller.abandoned();
    } finally {
      settle();
    }
    return true;
  }

  @Override
  public boolean complete(T value) {
    return settleFromOutside(end(value));
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    return settleFromOutside(new Failed(failure));
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return settleFromOutside(new Failed(new CancellationException())) || isCancelled();
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
    return outcome != null;
  }

  @Override
  public boolean isCompletedExceptionally() {
    return outcome instanceof Failed;
  }

  @Override
  public boolean isCancelled() {
    return outcome instanceof Failed failed && failed.failure instanceof CancellationException;
  }

  @Override
  public T join() {
    awaitUninterruptibly(caller);
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
  public T getNow(T valueIfAbsent) {
    Object end = outcome;
    if (end == null) {
      return valueIfAbsent;
    }
    if (!(end instanceof Failed failed)) {
      return value(end);
    }
    switch (failed.failure) {
      case CancellationException cancelled -> throw cancelled;
      case CompletionException wrapped -> throw wrapped;
      case Throwable failure -> throw new CompletionException(failure);
    }
  }

  @Override
  public State state() {
    if (outcome == null) {
      return State.RUNNING;
    }
    return !isCompletedExceptionally()
        ? State.SUCCESS
        : isCancelled() ? State.CANCELLED : State.FAILED;
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
    var first = (@Nullable Waiter) WAITERS.getAndSet(this, CLOSED);
    boolean any = false;
    for (Waiter waiter = first; waiter != null; waiter = waiter.next) {
      Thread thread = waiter.thread;
      if (thread != null) {
        any = true;
        if (!thread.equals(Thread.currentThread())) {
          LockSupport.unpark(thread);
        }
      }
    }
    return any;
  }

  private void awaitUninterruptibly(@Nullable Caller told) {
    boolean interrupted = false;
    Caller beforehand = told;
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

  private boolean await(long nanos, @Nullable Caller told) throws InterruptedException {
    if (isDone()) {
      return true;
    }
    Thread current = Thread.currentThread();
    Waiter waiter = nanos == Long.MAX_VALUE
        ? new Waiter(current, this)
        : new TimedWaiter(current, this, System.nanoTime() + nanos);
    if (!enter(waiter)) {
      return true;
    }
    try {
      if (told != null) {
        // This thread is known to wait: an outcome that comes of it goes nowhere else.
        told.joined();
      }
      ForkJoinPool.managedBlock(waiter);
    } finally {
      waiter.thread = null;
      if (isDone()) {
        // Whoever delivered counted on this thread: a wait that times out at that very moment settles too.
        settle();
      }
    }
    return isDone();
  }

  private boolean enter(Waiter waiter) {
    while (true) {
      Waiter first = waiters;
      if (first != null && first.isTheEnd()) {
        return false;
      }
      waiter.next = first;
      if (WAITERS.compareAndSet(this, first, waiter)) {
        return true;
      }
    }
  }

  /** A thread that is parked until there is an outcome. */
  private static class Waiter implements ForkJoinPool.ManagedBlocker {
    /** Null once it is gone. */
    volatile @Nullable Thread thread;
    final @Nullable LibraryFuture<?> future;
    @Nullable
    Waiter next;

    Waiter(@Nullable Thread thread, @Nullable LibraryFuture<?> future) {
      this.thread = thread;
      this.future = future;
    }

    /** Whether nobody waits behind it any more: it is {@link #CLOSED}. */
    final boolean isTheEnd() {
      return future == null;
    }

    @Override
    public final boolean block() throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      park();
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      return isReleasable();
    }

    void park() {
      LockSupport.park(future);
    }

    @Override
    public boolean isReleasable() {
      return future == null || future.isDone();
    }
  }

  /** One that waits for so long only. */
  private static final class TimedWaiter extends Waiter {
    private final long deadline;

    TimedWaiter(Thread thread, LibraryFuture<?> future, long deadline) {
      super(thread, future);
      this.deadline = deadline;
    }

    @Override
    void park() {
      LockSupport.parkNanos(future, deadline - System.nanoTime());
    }

    @Override
    public boolean isReleasable() {
      return super.isReleasable() || deadline - System.nanoTime() <= 0;
    }
  }
}
