package dev.plinth.support.streams;

import dev.plinth.data.Row;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where a stream's rows come from, for one subscription. */
public interface RowSource {
  /** The next rows; none at the end. The first call opens the source. Not called again before it has ended. */
  CompletableFuture<List<Row>> fetch(int maxRows);

  /** Gives back what is held; idempotent. */
  void close();
}
