package dev.plinth.jdbc;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.support.engine.TableSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The primary keys of inserted records that the backend completed, in the order of the records. What fails once the
 * statement has run is {@link ErrorCode#OUTCOME_UNKNOWN}: the records may be there.
 */
final class GeneratedKeys {
  private GeneratedKeys() {}

  /** Runs an insert that returns its keys. */
  static List<Row> returned(PreparedStatement statement, Rendered rendered, Columns key,
      int records)
      throws SQLException {
    ResultSet rows = statement.executeQuery();
    List<Row> keys = new ArrayList<>(records);
    try (rows) {
      RowReader reader = RowReader.of(rendered);
      while (rows.next()) {
        keys.add(Row.owning(key, reader.values(rows)));
      }
    } catch (SQLException failure) {
      throw untold(failure);
    }
    if (keys.size() != records) {
      throw new DatabaseException(ErrorCode.OUTCOME_UNKNOWN,
          "the backend returned " + keys.size() + " keys of " + records
              + " inserted records; a trigger may have left some out: look which are there");
    }
    return keys;
  }

  /** Runs an insert into a table whose {@link Dialect#countedColumn} the driver tells. */
  static List<Row> toldByDriver(Dialect dialect, PreparedStatement statement, TableSchema table,
      List<Row> records) throws SQLException {
    Columns key = Columns.of(table.primaryKey());
    String counted = dialect.countedColumn(table);
    ColumnDescription column = counted == null ? null : table.column(counted);
    ValueCodec codec = column == null ? null : dialect.types().codec(column);
    statement.executeUpdate();
    List<Row> keys = new ArrayList<>(records.size());
    try (ResultSet generated = statement.getGeneratedKeys()) {
      for (Row row : records) {
        Object told = generated.next() && codec != null ? codec.read(generated, 1) : null;
        keys.add(completed(key, row, counted, told));
      }
    } catch (SQLException failure) {
      throw untold(failure);
    }
    return keys;
  }

  private static Row completed(Columns key, Row row, @Nullable String counted,
      @Nullable Object told) {
    @Nullable
    Object[] values = new @Nullable Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      int position = row.columns().position(key.name(i));
      Object value = position >= 0 ? row.valueAt(position).orElse(null) : told;
      if (value == null || (position < 0 && !key.name(i).equals(counted))) {
        throw untold(null);
      }
      values[i] = value;
    }
    return Row.owning(key, values);
  }

  /** A driver tells what is counted up, and nothing else that the backend makes: then nothing is sent. */
  static void requireToldByDriver(Dialect dialect, TableSchema table, Columns stated) {
    String counted = dialect.countedColumn(table);
    for (String name : table.primaryKey()) {
      ColumnDescription column = table.column(name);
      if (stated.position(name) >= 0 || name.equals(counted) || column == null) {
        continue;
      }
      if (column.generated() || column.defaultExpression() != null) {
        throw new DatabaseException(ErrorCode.UNSUPPORTED,
            "the backend does not tell the value that " + name
                + " gets, which is part of the record's key; "
                + (column.generated() ? "insert it by a native statement" : "state it"));
      }
    }
  }

  private static DatabaseException untold(@Nullable SQLException failure) {
    String message = "the record may have been inserted, and the backend did not tell its key, "
        + "which a trigger may have made; state the key";
    return failure == null
        ? new DatabaseException(ErrorCode.OUTCOME_UNKNOWN, message)
        : new DatabaseException(ErrorCode.OUTCOME_UNKNOWN, message, BackendFailure.of(failure));
  }
}
