package dev.plinth.support.provider;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.Isolation;
import dev.plinth.Savepoint;
import dev.plinth.Transaction;
import dev.plinth.data.Row;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.Work;
import dev.plinth.support.pipeline.Completions;
import dev.plinth.support.pipeline.Pipeline;
import dev.plinth.support.pipeline.Request;
import dev.plinth.support.pipeline.View;
import dev.plinth.support.records.Catalog;
import dev.plinth.support.stores.StoreContext;
import dev.plinth.support.streams.RowPublisher;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A transaction as its work sees it. */
final class EngineTransaction extends EngineOperations implements Transaction {
  private final TransactionCore core;
  private final CallOrder order;
  private final boolean nested;
  private final StoreContext stores;
  private volatile boolean nestedRollbackOnly;

  EngineTransaction(EngineContext context, TransactionCore core) {
    this(context, core, core.order(), false);
  }

  private EngineTransaction(EngineContext context, TransactionCore core, CallOrder order,
      boolean nested) {
    super(context);
    this.core = core;
    this.order = order;
    this.nested = nested;
    this.stores = context.stores().forTransaction();
  }

  @Override
  public StoreContext stores() {
    return stores;
  }

  @Override
  View view() {
    return core.view();
  }

  @Override
  Catalog catalog() {
    return core.catalog();
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> dispatch(Request request, Work<T> work) {
    DatabaseException refusal = Pipeline.refusal(view().access(), request);
    return refusal == null ? core.send(order, request, work) : refuse(request, refusal);
  }

  @Override
  public <P, T extends @Nullable Object> CompletableFuture<T> dispatchAfter(
      CompletableFuture<P> preparation,
      Request request, Function<? super P, Work<T>> work) {
    return core.sendAfter(order, preparation, request, work);
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> refuse(Request request,
      DatabaseException reason) {
    return core.refuse(order, request, reason);
  }

  @Override
  Flow.Publisher<Row> publish(Request request, Work<RowCursor> opening) {
    return new RowPublisher(() -> new TransactionRows(core, order, request, opening),
        context.pipeline().executor(),
        context.pipeline().clock(), context.options().streamIdleTimeout());
  }

  @Override
  public Isolation isolation() {
    return core.lease().isolation();
  }

  @Override
  public boolean isRollbackOnly() {
    return nestedRollbackOnly || core.isRollbackOnly();
  }

  @Override
  public void rollbackOnly() {
    if (nested) {
      nestedRollbackOnly = true;
    } else {
      core.rollbackOnly();
    }
  }

  @Override
  public <T> CompletableFuture<T> inNested(
      Function<? super Transaction, ? extends CompletionStage<T>> work) {
    Objects.requireNonNull(work, "work");
    return order.sendAlone(() -> {
      var result = new CompletableFuture<T>();
      // On the executor, for it is the caller's code that runs then.
      Completions.forward(setSavepoint().thenComposeAsync(point -> runNested(point, work),
          context.pipeline().executor()), result);
      return result;
    });
  }

  private <T> CompletableFuture<T> runNested(Savepoint point,
      Function<? super Transaction, ? extends CompletionStage<T>> work) {
    CallOrder inside = core.newOrder();
    var inner = new EngineTransaction(context, core, inside, true);
    var result = new CompletableFuture<T>();
    Completions.whenEnded(inner.started(work), (value, failure) -> {
      boolean takeBack = failure != null || inner.nestedRollbackOnly;
      CompletableFuture<Boolean> ended = inside.sendLast(() -> end(point, takeBack));
      Completions.whenEnded(ended, (clean, late) -> core.forget(inside));
      Completions.forward(ended.thenApply(clean -> answer(value, failure, clean)), result);
    });
    return result;
  }

  private <T> CompletableFuture<T> started(
      Function<? super Transaction, ? extends CompletionStage<T>> work) {
    try {
      return Objects.requireNonNull(work.apply(this), "the work returned null")
          .toCompletableFuture();
    } catch (RuntimeException thrown) {
      return CompletableFuture.failedFuture(thrown);
    }
  }

  /** Ends a nested transaction; whether no call in it failed. */
  private CompletableFuture<Boolean> end(Savepoint point, boolean takeBack) {
    String name = point.name();
    return core.sendControl("inNested", session -> {
      core.frames().require(name);
      boolean failed = core.frames().failedSince(name);
      if (failed || takeBack) {
        session.rollbackTo(name);
        core.frames().rolledBackTo(name);
      }
      session.releaseSavepoint(name);
      core.frames().released(name);
      return !failed;
    });
  }

  private static <T> T answer(T value, @Nullable Throwable failure, boolean clean) {
    if (failure != null) {
      throw new CompletionException(Failures.unwrapped(failure));
    }
    if (!clean) {
      throw TransactionCore.callFailed();
    }
    return value;
  }

  @Override
  public CompletableFuture<Savepoint> savepoint() {
    return order.send(this::setSavepoint);
  }

  private CompletableFuture<Savepoint> setSavepoint() {
    String name = core.nextSavepoint();
    return core.sendControl("savepoint", session -> {
      context.require(Capability.SAVEPOINTS, "savepoint");
      session.savepoint(name);
      core.frames().open(name);
      return new Savepoint(name);
    });
  }

  @Override
  public CompletableFuture<@Nullable Void> rollbackTo(Savepoint savepoint) {
    Objects.requireNonNull(savepoint, "savepoint");
    return order.send(() -> core.sendControl("rollbackTo", session -> {
      core.frames().require(savepoint.name());
      session.rollbackTo(savepoint.name());
      core.frames().rolledBackTo(savepoint.name());
      return null;
    }));
  }

  @Override
  public CompletableFuture<@Nullable Void> release(Savepoint savepoint) {
    Objects.requireNonNull(savepoint, "savepoint");
    return order.send(() -> core.sendControl("release", session -> {
      core.frames().require(savepoint.name());
      session.releaseSavepoint(savepoint.name());
      core.frames().released(savepoint.name());
      return null;
    }));
  }
}
