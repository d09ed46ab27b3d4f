package dev.plinth.support.pipeline;

import dev.plinth.AccessPolicy;
import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.Work;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one way of every call: closed? access, deadline, retry and circuit breaker, listeners, engine.
 * One for an engine, shared by all its handles.
 */
public final class Pipeline {
  private final Engine engine;
  private final Executor executor;
  private final CallClock clock;
  private final Retries retries;
  private final Breaker breaker;
  private final Events events;
  private final Consumer<Call<?>> submitting;
  private final AtomicInteger openTransactions = new AtomicInteger();

  /** A pipeline in front of an engine. */
  public Pipeline(Engine engine, Options options, Executor executor) {
    this.engine = engine;
    this.submitting = engine::submit;
    this.executor = executor;
    this.clock = new CallClock(engine.info().backend());
    this.retries = new Retries(options.retry());
    this.breaker = new Breaker(options.retry());
    this.events = new Events(engine.info().backend(), options, executor);
  }

  /** Where callers' code runs. */
  public Executor executor() {
    return executor;
  }

  /** The clock of deadlines. */
  public CallClock clock() {
    return clock;
  }

  /** Counts transactions, so that a call that waited behind one can say so. */
  public void transactionOpened() {
    openTransactions.incrementAndGet();
  }

  /** The counterpart of {@link #transactionOpened}. */
  public void transactionEnded() {
    openTransactions.decrementAndGet();
  }

  /** Sends work to the engine. */
  public <T extends @Nullable Object> CompletableFuture<T> run(HandleState handle, View view,
      Request request,
      Work<T> work) {
    return send(handle, view, request, view.timeout().toNanos(), work, submitting);
  }

  /**
   * Sends a call elsewhere than to {@link Engine#submit}: to a lease, or for one.
   *
   * @param timeoutNanos until its deadline
   */
  public <T extends @Nullable Object> CompletableFuture<T> send(HandleState handle, View view,
      Request request,
      long timeoutNanos, Work<T> work, Consumer<? super Call<T>> target) {
    return send(handle, view, request, timeoutNanos, work,
        new Flight<>(handle, request, target, true));
  }

  /** Sends a call that is never tried again: inside a transaction or stream, which what failed may have ended. */
  public <T extends @Nullable Object> CompletableFuture<T> sendOnce(HandleState handle, View view,
      Request request, long timeoutNanos, Work<T> work, Consumer<? super Call<T>> target) {
    return send(handle, view, request, timeoutNanos, work,
        new Flight<>(handle, request, target, false));
  }

  private <T extends @Nullable Object> CompletableFuture<T> send(HandleState handle, View view,
      Request request, long timeoutNanos, Work<T> work, Flight<T> flight) {
    DatabaseException refusal = refusal(view.access(), request);
    if (refusal != null) {
      return CompletableFuture.failedFuture(refusal);
    }
    if (!handle.enter()) {
      return CompletableFuture.failedFuture(HandleState.closed());
    }
    var call = new Call<>(request.kind(), work, flight.began + timeoutNanos, flight);
    flight.call = call;
    clock.watch(flight);
    flight.depart(call);
    return flight.future;
  }

  /** Fails a call that is not sent because of its arguments; a closed handle or a policy comes first. */
  public <T extends @Nullable Object> CompletableFuture<T> refuse(HandleState handle, View view,
      Request request,
      DatabaseException reason) {
    if (!handle.enter()) {
      return CompletableFuture.failedFuture(HandleState.closed());
    }
    handle.leave();
    DatabaseException refusal = refusal(view.access(), request);
    DatabaseException failure = refusal == null ? reason : refusal;
    events.ended(request, 0, failure, 0);
    return CompletableFuture.failedFuture(failure);
  }

  /** Why a policy refuses a request; null if it does not. */
  public static @Nullable DatabaseException refusal(AccessPolicy access, Request request) {
    if (!access.level().allows(request.level())) {
      return new DatabaseException(ErrorCode.ACCESS_DENIED,
          request.operation() + " needs the access level "
              + request.level() + ", but this handle has " + access.level());
    }
    String table = request.table();
    if (table != null && !access.allowsTable(table)) {
      return new DatabaseException(ErrorCode.ACCESS_DENIED,
          "this handle may not use the table " + table);
    }
    return null;
  }

  /** Stops the clock; no call is in flight any more. */
  public void close() {
    clock.close();
  }

  /** A call on its way, over all its attempts. */
  private final class Flight<T extends @Nullable Object> extends Watched
      implements
        Call.Completion<T>,
        LibraryFuture.Caller {
    private final HandleState handle;
    private final Request request;
    private final Consumer<? super Call<T>> target;
    private final boolean repeatable;
    private final long began = System.nanoTime();
    private final LibraryFuture<T> future = new LibraryFuture<>(this);
    private @Nullable Call<T> call;

    Flight(HandleState handle, Request request, Consumer<? super Call<T>> target,
        boolean repeatable) {
      this.repeatable = repeatable;
      this.handle = handle;
      this.request = request;
      this.target = target;
    }

    @Override
    Call<T> call() {
      return Objects.requireNonNull(call);
    }

    @Override
    long number() {
      return began;
    }

    @Override
    public Executor executor() {
      return executor;
    }

    @Override
    public void abandoned() {
      call().cancel();
    }

    @Override
    public void joined() {
      engine.awaited(call());
    }

    void depart(Call<T> call) {
      if (!breaker.allows()) {
        call.fail(Breaker.open());
        return;
      }
      try {
        target.accept(call);
      } catch (RuntimeException thrown) {
        call.fail(coded(thrown));
      }
    }

    @Override
    public void succeeded(Call<T> call, T value) {
      breaker.succeeded();
      land(call, null);
      if (!future.deliver(value) && value instanceof Lease unwanted) {
        // The caller went while the engine was making it: nobody else would give it back.
        unwanted.release();
      }
    }

    @Override
    public void failed(Call<T> call, Throwable failure) {
      Throwable coded = coded(failure);
      breaker.failed(coded);
      long delay = repeatable ? retries.delay(call, coded) : -1;
      if (delay >= 0 && call.renew()) {
        clock.after(delay, () -> depart(call));
        return;
      }
      Throwable explained = explained(call, coded);
      land(call, explained);
      future.deliverFailure(explained);
    }

    private void land(Call<T> call, @Nullable Throwable failure) {
      clock.forget(this);
      handle.leave();
      events.ended(request, System.nanoTime() - began, failure, call.attempts());
    }

    private Throwable explained(Call<T> call, Throwable failure) {
      boolean waitedInVain = call.attempts() == 0 && failure instanceof DatabaseException known
          && known.code() == ErrorCode.TIMEOUT;
      if (waitedInVain && openTransactions.get() > 0) {
        return new DatabaseException(ErrorCode.TIMEOUT, request.operation()
            + " waited until its deadline behind an open "
            + "transaction and was not applied; inside the work of inTransaction call tx, not the outer handle");
      }
      return failure;
    }
  }

  private static Throwable coded(Throwable failure) {
    if (failure instanceof DatabaseException || failure instanceof CancellationException) {
      return failure;
    }
    return new DatabaseException(ErrorCode.QUERY_FAILED,
        "the call failed with " + failure.getClass().getName()
            + "; this is a defect of the provider, please report it with its stack",
        BackendFailure.of(failure));
  }
}
