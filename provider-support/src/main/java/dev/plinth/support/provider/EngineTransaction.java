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
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A transaction as its work sees it. */
final class EngineTransaction extends EngineOperations implements Transaction {
  private final TransactionCore core;
  private final StoreContext stores;
  /** Of a nested transaction: what came now would belong to the outer one. */
  private volatile boolean over;

  EngineTransaction(EngineContext context, TransactionCore core) {
    super(context);
    this.core = core;
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
    if (over) {
      return CompletableFuture.failedFuture(TransactionCore.over());
    }
    DatabaseException refusal = Pipeline.refusal(view().access(), request);
    return refusal == null ? core.send(request, work) : refuse(request, refusal);
  }

  @Override
  public <P, T extends @Nullable Object> CompletableFuture<T> dispatchAfter(
      CompletableFuture<P> preparation,
      Request request, Function<? super P, Work<T>> work) {
    if (over) {
      preparation.cancel(true);
      return CompletableFuture.failedFuture(TransactionCore.over());
    }
    return core.sendAfter(preparation, request, work);
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> refuse(Request request,
      DatabaseException reason) {
    return over
        ? CompletableFuture.failedFuture(TransactionCore.over())
        : core.refuse(request, reason);
  }

  @Override
  Flow.Publisher<Row> publish(Request request, Work<RowCursor> opening) {
    return new RowPublisher(() -> new TransactionRows(core, request, opening),
        context.pipeline().executor(),
        context.pipeline().clock(), context.options().streamIdleTimeout());
  }

  @Override
  public Isolation isolation() {
    return core.lease().isolation();
  }

  @Override
  public boolean isRollbackOnly() {
    return core.isRollbackOnly();
  }

  @Override
  public void rollbackOnly() {
    core.rollbackOnly();
  }

  @Override
  public <T> CompletableFuture<T> inNested(
      Function<? super Transaction, ? extends CompletionStage<T>> work) {
    Objects.requireNonNull(work, "work");
    var result = new CompletableFuture<T>();
    Completions.forward(savepoint().thenCompose(point -> nested(point, work)), result);
    return result;
  }

  private <T> CompletableFuture<T> nested(Savepoint point,
      Function<? super Transaction, ? extends CompletionStage<T>> work) {
    var result = new CompletableFuture<T>();
    var inner = new EngineTransaction(context, core);
    Completions.whenEnded(inner.started(work), (value, failure) -> {
      inner.over = true;
      Completions.forward(failure == null
          ? release(point).thenApply(released -> value)
          : takenBack(point, Failures.unwrapped(failure)), result);
    });
    return result;
  }

  private <T> CompletableFuture<T> takenBack(Savepoint point, Throwable failure) {
    return rollbackTo(point).thenCompose(back -> release(point))
        .thenCompose(released -> CompletableFuture.failedFuture(failure));
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

  @Override
  public CompletableFuture<Savepoint> savepoint() {
    String name = core.nextSavepoint();
    return control("savepoint", session -> {
      context.require(Capability.SAVEPOINTS, "savepoint");
      session.savepoint(name);
      core.frames().open(name);
      return new Savepoint(name);
    });
  }

  @Override
  public CompletableFuture<@Nullable Void> rollbackTo(Savepoint savepoint) {
    Objects.requireNonNull(savepoint, "savepoint");
    return control("rollbackTo", session -> {
      core.frames().require(savepoint.name());
      session.rollbackTo(savepoint.name());
      core.frames().rolledBackTo(savepoint.name());
      return null;
    });
  }

  @Override
  public CompletableFuture<@Nullable Void> release(Savepoint savepoint) {
    Objects.requireNonNull(savepoint, "savepoint");
    return control("release", session -> {
      core.frames().require(savepoint.name());
      session.releaseSavepoint(savepoint.name());
      core.frames().released(savepoint.name());
      return null;
    });
  }

  private <T extends @Nullable Object> CompletableFuture<T> control(String operation,
      Work<T> work) {
    return over
        ? CompletableFuture.failedFuture(TransactionCore.over())
        : core.sendControl(operation, work);
  }
}
