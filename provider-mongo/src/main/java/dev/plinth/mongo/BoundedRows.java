package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.support.engine.Found;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows read while they fit the limits, and one more to know whether there is one. */
final class BoundedRows {
  private final int maxRows;
  private final long maxBytes;

  BoundedRows(int maxRows, long maxBytes) {
    this.maxRows = maxRows;
    this.maxBytes = maxBytes;
  }

  static BoundedRows of(@Nullable Integer limit, Limits limits) {
    return new BoundedRows(
        limit == null ? limits.maxRows() : Math.min(limit, limits.maxRows()), limits.maxBytes());
  }

  /** How many to ask the server for. */
  int asked() {
    return maxRows + 1;
  }

  Found read(Columns columns, Iterator<Row> rows) {
    var list = new ArrayList<Row>();
    boolean truncated = fill(list, rows);
    return new Found(columns, list, truncated);
  }

  /** Reads rows whose columns differ; whether there was one more. */
  boolean fill(List<Row> list, Iterator<Row> rows) {
    long bytes = 0;
    while (rows.hasNext()) {
      if (list.size() == maxRows) {
        return true;
      }
      Row row = rows.next();
      bytes += RowSizes.of(row);
      if (bytes > maxBytes) {
        if (list.isEmpty()) {
          throw new DatabaseException(ErrorCode.RESULT_TOO_LARGE,
              "one record alone is larger than the limit of " + maxBytes
                  + " bytes; select fewer columns, or raise maxBytes in Limits");
        }
        return true;
      }
      list.add(row);
    }
    return false;
  }
}
