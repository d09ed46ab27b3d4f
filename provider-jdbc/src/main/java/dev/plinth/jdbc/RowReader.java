package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.support.engine.Found;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows by position, within bounds. */
final class RowReader {
  private final Columns columns;
  private final ValueCodec[] decoders;

  RowReader(Columns columns, ValueCodec[] decoders) {
    this.columns = columns;
    this.decoders = decoders;
  }

  static RowReader of(Rendered rendered) {
    return new RowReader(rendered.columns(), rendered.decoders());
  }

  /** Of a result whose columns only the driver knows. */
  static RowReader of(TypeMapping types, ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    var names = new ArrayList<String>();
    var codecs = new ArrayList<ValueCodec>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      names.add(columns.getColumnLabel(i));
      codecs.add(types.resultCodec(columns, i));
    }
    return new RowReader(Columns.of(names), codecs.toArray(ValueCodec[]::new));
  }

  /** The row on which the result stands. */
  Row row(ResultSet rows) throws SQLException {
    return Row.owning(columns, values(rows));
  }

  /** All rows up to a bound; one more is looked at to know whether there was one. */
  Found found(ResultSet rows, long maxRows, long maxBytes) throws SQLException {
    var list = new ArrayList<Row>();
    long bytes = 0;
    while (rows.next()) {
      if (list.size() >= maxRows) {
        return new Found(columns, list, true);
      }
      @Nullable
      Object[] values = values(rows);
      bytes += size(values);
      if (bytes > maxBytes) {
        return cut(list);
      }
      list.add(Row.owning(columns, values));
    }
    return new Found(columns, list, false);
  }

  private Found cut(List<Row> list) {
    if (list.isEmpty()) {
      throw new DatabaseException(ErrorCode.RESULT_TOO_LARGE,
          "a single record is larger than the limit of bytes; select fewer columns or raise maxBytes");
    }
    return new Found(columns, list, true);
  }

  /** The values of the row on which the result stands. */
  @Nullable
  Object[] values(ResultSet rows) throws SQLException {
    @Nullable
    Object[] values = new @Nullable Object[decoders.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = decoders[i].read(rows, i + 1);
    }
    return values;
  }

  private static long size(@Nullable Object[] values) {
    long bytes = 0;
    for (Object value : values) {
      bytes += ValueSizes.of(value);
    }
    return bytes;
  }
}
