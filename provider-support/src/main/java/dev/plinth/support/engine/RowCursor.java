package dev.plinth.support.engine;

import dev.plinth.data.Row;
import java.util.List;

/** Rows of a stream, on a leased session. */
public interface RowCursor extends AutoCloseable {
  /** The next rows, at most {@code maxRows}; fewer do not mean the end, none do. */
  List<Row> next(int maxRows);

  @Override
  void close();
}
