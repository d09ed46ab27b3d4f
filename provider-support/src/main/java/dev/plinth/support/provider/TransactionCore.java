package dev.plinth.support.provider;

import dev.plinth.AccessLevel;
import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.Work;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.pipeline.Completions;
import dev.plinth.support.pipeline.HandleState;
import dev.plinth.support.pipeline.LibraryFuture;
import dev.plinth.support.pipeline.Request;
import dev.plinth.support.pipeline.View;
import dev.plinth.support.records.Catalog;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A transaction on its lease: the order of its calls, what failed, and until when. */
final class TransactionCore {
  private final EngineContext context;
  private final View view;
  private final Lease lease;
  private final long deadline;
  private final Frames frames = new Frames();
  private final HandleState calls = new HandleState();
  private final Catalog catalog;

  private final Set<CallOrder> orders = ConcurrentHashMap.newKeySet();
  private final CallOrder outermost;
  private boolean ended;
  private volatile boolean rollbackOnly;
  private volatile boolean rolledBackAsAsked;
  private long savepoints;

  TransactionCore(EngineContext context, View view, Lease lease, long deadline) {
    this.context = context;
    this.view = view;
    this.lease = lease;
    this.deadline = deadline;
    this.catalog = context.catalog();
    this.outermost = newOrder();
  }

  /** The order of the calls of the transaction itself. */
  CallOrder order() {
    return outermost;
  }

  /** An order for the calls of a transaction nested in it. */
  CallOrder newOrder() {
    var order = new CallOrder(context.pipeline().executor());
    orders.add(order);
    return order;
  }

  /** A nested transaction is over. */
  void forget(CallOrder order) {
    orders.remove(order);
  }

  View view() {
    return view;
  }

  Lease lease() {
    return lease;
  }

  Catalog catalog() {
    return catalog;
  }

  Frames frames() {
    return frames;
  }

  boolean isRollbackOnly() {
    return rollbackOnly || frames.anyFailed();
  }

  void rollbackOnly() {
    rollbackOnly = true;
  }

  /** Whether it ended without a commit for the one reason that its work wanted none. */
  boolean rolledBackAsAsked() {
    return rolledBackAsAsked;
  }

  synchronized String nextSavepoint() {
    return "plinth_" + ++savepoints;
  }

  /** Sends a call that takes part in the transaction: not after a failed one. */
  <T extends @Nullable Object> CompletableFuture<T> send(CallOrder order, Request request,
      Work<T> work) {
    return order.send(() -> sendNow(request, work));
  }

  /** Sends a call about savepoints, which is also made after a failed one; it keeps no order of itself. */
  synchronized <T extends @Nullable Object> CompletableFuture<T> sendControl(String operation,
      Work<T> work) {
    return submit(control(operation), guarded(work, true));
  }

  private static Request control(String operation) {
    return new Request(operation, null, WorkKind.READ, AccessLevel.READ_ONLY);
  }

  private synchronized <T extends @Nullable Object> CompletableFuture<T> sendNow(Request request,
      Work<T> work) {
    return submit(request, guarded(work, false));
  }

  private <T extends @Nullable Object> Work<T> guarded(Work<T> work, boolean alsoAfterFailure) {
    long number = frames.number();
    return session -> {
      if (!frames.begin(number) && !alsoAfterFailure) {
        throw failedBefore();
      }
      try {
        return work.run(session);
      } catch (RuntimeException failure) {
        frames.fail();
        throw failure;
      }
    };
  }

  /** A call that is not even sent failed all the same. */
  <T extends @Nullable Object> CompletableFuture<T> refuse(CallOrder order, Request request,
      DatabaseException reason) {
    return send(order, request, session -> {
      throw reason;
    });
  }

  /** Sends a call when its preparation is done; calls issued meanwhile wait behind it. */
  <P, T extends @Nullable Object> CompletableFuture<T> sendAfter(CallOrder order,
      CompletableFuture<P> preparation, Request request, Function<? super P, Work<T>> work) {
    return order.send(() -> {
      order.holdBack();
      var result = new LibraryFuture<T>(context.pipeline().executor());
      result.onAbandoned(() -> preparation.cancel(true));
      Completions.whenEnded(preparation, (prepared, failure) -> {
        Work<T> known = failure == null ? work.apply(prepared) : session -> {
          throw coded(failure);
        };
        CallOrder.forward(sendNow(request, known), result);
        order.resume();
      });
      return result;
    });
  }

  private <T extends @Nullable Object> CompletableFuture<T> submit(Request request, Work<T> work) {
    if (hasEnded()) {
      return CompletableFuture.failedFuture(over());
    }
    return context.pipeline().sendOnce(calls, view, request, remainingNanos(), work,
        lease::submit);
  }

  private long remainingNanos() {
    return Math.min(view.timeout().toNanos(), deadline - System.nanoTime());
  }

  /** Ends the transaction well, unless something failed, when the calls issued before have ended. */
  CompletableFuture<@Nullable Void> commit() {
    return outermost.send(() -> {
      if (!end()) {
        return CompletableFuture.failedFuture(over());
      }
      long number = frames.number();
      Work<@Nullable Void> check = session -> {
        if (!frames.begin(number)) {
          throw callFailed();
        }
        if (rollbackOnly) {
          rolledBackAsAsked = true;
          throw asked();
        }
        return null;
      };
      return context.pipeline().sendOnce(calls, view, control("commit"),
          deadline - System.nanoTime(), check, lease::commit);
    });
  }

  /** Takes everything back. */
  void rollback() {
    end();
    lease.release();
  }

  private boolean end() {
    boolean first;
    synchronized (this) {
      first = !ended;
      ended = true;
    }
    // What still waits for its turn fails, now that it is over.
    orders.forEach(CallOrder::resume);
    return first;
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  static DatabaseException over() {
    return new DatabaseException(ErrorCode.TRANSACTION_FAILED,
        "this transaction is over; make all its calls before the stage that the work returned completes");
  }

  private static DatabaseException failedBefore() {
    return new DatabaseException(ErrorCode.TRANSACTION_FAILED,
        "an earlier call of this transaction failed, so it can "
            + "only be rolled back: to a savepoint before that call, or as a whole");
  }

  static DatabaseException callFailed() {
    return new DatabaseException(ErrorCode.TRANSACTION_FAILED,
        "the transaction was rolled back, because a call in it failed; let its work fail with that call, or use inNested");
  }

  private static DatabaseException asked() {
    return new DatabaseException(ErrorCode.TRANSACTION_FAILED,
        "the transaction was rolled back, because rollbackOnly was called");
  }

  private static DatabaseException coded(Throwable failure) {
    Throwable cause = Failures.unwrapped(failure);
    return cause instanceof DatabaseException known
        ? known
        : new DatabaseException(ErrorCode.QUERY_FAILED, "the preparation of the call failed with "
            + cause.getClass().getName(), BackendFailure.of(cause));
  }
}
