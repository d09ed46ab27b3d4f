package dev.plinth.support.provider;

import dev.plinth.data.Row;
import dev.plinth.support.engine.Engine.LeaseOptions;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.Work;
import dev.plinth.support.pipeline.Completions;
import dev.plinth.support.pipeline.HandleState;
import dev.plinth.support.pipeline.Pipeline;
import dev.plinth.support.pipeline.Request;
import dev.plinth.support.pipeline.View;
import dev.plinth.support.streams.RowSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The rows of a stream outside of a transaction, on a lease of its own from the first demand on. */
final class LeasedRows implements RowSource {
  private final EngineContext context;
  private final HandleState handle;
  private final View view;
  private final Request request;
  private final Work<RowCursor> opening;
  private final HandleState calls = new HandleState();
  private final AtomicBoolean closed = new AtomicBoolean();
  private @Nullable CompletableFuture<Lease> lease;
  private volatile @Nullable CompletableFuture<List<Row>> running;
  private @Nullable RowCursor cursor;

  LeasedRows(EngineContext context, HandleState handle, View view, Request request,
      Work<RowCursor> opening) {
    this.context = context;
    this.handle = handle;
    this.view = view;
    this.request = request;
    this.opening = opening;
  }

  @Override
  public CompletableFuture<List<Row>> fetch(int maxRows) {
    CompletableFuture<Lease> held = lease;
    if (held == null) {
      if (!handle.enter()) {
        closed.set(true);
        return CompletableFuture.failedFuture(HandleState.closed());
      }
      Pipeline pipeline = context.pipeline();
      held = pipeline.send(calls, view, request, view.timeout().toNanos(), session -> {
        throw new IllegalStateException("a lease is not run");
      }, call -> context.engine().lease(call, LeaseOptions.forStream()));
      lease = held;
    }
    return held.thenCompose(open -> next(open, maxRows));
  }

  private CompletableFuture<List<Row>> next(Lease open, int maxRows) {
    if (closed.get()) {
      return CompletableFuture.completedFuture(List.of());
    }
    CompletableFuture<List<Row>> chunk =
        context.pipeline().sendOnce(calls, view, request, view.timeout().toNanos(), session -> {
          RowCursor rows = cursor;
          if (rows == null) {
            rows = opening.run(session);
            cursor = rows;
          }
          return rows.next(maxRows);
        }, open::submit);
    running = chunk;
    return chunk;
  }

  @Override
  public void close() {
    CompletableFuture<Lease> held = lease;
    if (!closed.compareAndSet(false, true) || held == null) {
      return;
    }
    held.cancel(true);
    CompletableFuture<List<Row>> chunk = running;
    if (chunk != null) {
      chunk.cancel(true);
    }
    Completions.whenEnded(held, (open, failure) -> {
      if (open == null) {
        handle.leave();
      } else {
        giveBack(open);
      }
    });
  }

  private void giveBack(Lease open) {
    CompletableFuture<Boolean> closing =
        context.pipeline().sendOnce(calls, view, request, view.timeout().toNanos(), session -> {
          RowCursor rows = cursor;
          if (rows != null) {
            rows.close();
          }
          return true;
        }, open::submit);
    Completions.whenEnded(closing, (done, failure) -> {
      open.release();
      handle.leave();
    });
  }
}
