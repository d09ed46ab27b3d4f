package dev.plinth.testkit.memory;

import dev.plinth.data.Row;
import dev.plinth.support.engine.RowCursor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Rows of a stream. */
final class MemoryCursor implements RowCursor {
  private final Iterator<Row> rows;

  MemoryCursor(Iterator<Row> rows) {
    this.rows = rows;
  }

  @Override
  public List<Row> next(int maxRows) {
    var next = new ArrayList<Row>();
    while (next.size() < maxRows && rows.hasNext()) {
      next.add(rows.next());
    }
    return next;
  }

  @Override
  public void close() {}
}
