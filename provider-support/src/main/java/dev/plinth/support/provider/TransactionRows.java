package dev.plinth.support.provider;

import dev.plinth.data.Row;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.Work;
import dev.plinth.support.pipeline.Request;
import dev.plinth.support.streams.RowSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The rows of a stream inside a transaction: its chunks are calls like any other. */
final class TransactionRows implements RowSource {
  private final TransactionCore core;
  private final CallOrder order;
  private final Request request;
  private final Work<RowCursor> opening;
  private @Nullable RowCursor cursor;
  private boolean closed;

  TransactionRows(TransactionCore core, CallOrder order, Request request,
      Work<RowCursor> opening) {
    this.core = core;
    this.order = order;
    this.request = request;
    this.opening = opening;
  }

  @Override
  public CompletableFuture<List<Row>> fetch(int maxRows) {
    return core.send(order, request, session -> {
      if (closed) {
        return List.of();
      }
      RowCursor open = cursor;
      if (open == null) {
        open = opening.run(session);
        cursor = open;
      }
      return open.next(maxRows);
    });
  }

  @Override
  public void close() {
    CompletableFuture<Boolean> closing = core.send(order, request, session -> {
      closed = true;
      RowCursor open = cursor;
      if (open != null) {
        open.close();
      }
      return true;
    });
    // Where the transaction is over its session has closed the cursor.
    closing.exceptionally(over -> false);
  }
}
