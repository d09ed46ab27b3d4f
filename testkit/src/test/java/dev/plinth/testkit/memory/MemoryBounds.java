package dev.plinth.testkit.memory;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.support.engine.Found;
import java.util.ArrayList;
import java.util.Iterator;

/** Reads rows within bounds, and one more to know whether there is one. */
final class MemoryBounds {
  private MemoryBounds() {}

  static Found read(Columns columns, Iterator<Row> all, int maxRows, long maxBytes) {
    var rows = new ArrayList<Row>();
    long bytes = 0;
    while (all.hasNext() && rows.size() < maxRows) {
      Row row = all.next();
      bytes += MemoryValues.size(row);
      if (bytes > maxBytes && rows.isEmpty()) {
        throw new DatabaseException(ErrorCode.RESULT_TOO_LARGE,
            "one record alone is larger than the limit of " + maxBytes + " bytes");
      }
      if (bytes > maxBytes) {
        return new Found(columns, rows, true);
      }
      rows.add(row);
    }
    return new Found(columns, rows, all.hasNext());
  }
}
