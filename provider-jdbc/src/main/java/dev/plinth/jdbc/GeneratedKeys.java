package dev.plinth.jdbc;

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

/** The primary keys of inserted records that the backend completed, in the order of the records. */
final class GeneratedKeys {
  private GeneratedKeys() {}

  /** Runs an insert that returns its keys. */
  static List<Row> returned(PreparedStatement statement, Rendered rendered, Columns key,
      int records)
      throws SQLException {
    List<Row> keys = new ArrayList<>(records);
    RowReader reader = RowReader.of(rendered);
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        keys.add(Row.owning(key, reader.values(rows)));
      }
    }
    if (keys.size() != records) {
      throw untold();
    }
    return keys;
  }

  /** Runs an insert of whose keys the driver tells the one column that the backend counts up. */
  static List<Row> toldByDriver(PreparedStatement statement, Columns key, List<Row> records)
      throws SQLException {
    statement.executeUpdate();
    List<Row> keys = new ArrayList<>(records.size());
    try (ResultSet generated = statement.getGeneratedKeys()) {
      for (Row row : records) {
        keys.add(completed(key, row, generated));
      }
    }
    return keys;
  }

  private static Row completed(Columns key, Row row, ResultSet generated) throws SQLException {
    @Nullable
    Object[] values = new @Nullable Object[key.size()];
    for (int i = 0; i < values.length; i++) {
      int position = row.columns().position(key.name(i));
      if (position >= 0) {
        values[i] = row.valueAt(position).orElse(null);
      } else if (generated.next()) {
        values[i] = generated.getLong(1);
      } else {
        throw untold();
      }
    }
    return Row.owning(key, values);
  }

  /** A driver tells what is counted up, and nothing that a default makes: then nothing is sent. */
  static void requireToldByDriver(TableSchema table, Columns stated) {
    for (String name : table.primaryKey()) {
      ColumnDescription column = table.column(name);
      if (stated.position(name) < 0 && column != null && !column.generated()
          && column.defaultExpression() != null) {
        throw new DatabaseException(ErrorCode.UNSUPPORTED,
            "the backend does not tell the value that "
                + name + " gets by default, which is part of the record's key; state it");
      }
    }
  }

  private static DatabaseException untold() {
    return new DatabaseException(ErrorCode.OUTCOME_UNKNOWN,
        "the backend took the record and did not tell its key, which a trigger may have made; state the key");
  }
}
