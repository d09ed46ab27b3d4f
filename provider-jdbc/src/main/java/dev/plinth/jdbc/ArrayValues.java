package dev.plinth.jdbc;

import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.support.engine.TableSchema;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one column of many records, bound as one array. */
final class ArrayValues implements ParameterCodec {
  private final ArrayCodec codec;

  ArrayValues(ArrayCodec codec) {
    this.codec = codec;
  }

  /** Whether all of these columns can be bound so. */
  static boolean supports(Dialect dialect, TableSchema table, List<String> columns) {
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescription column = table.column(columns.get(i));
      if (column == null || dialect.arrayCodec(column) == null) {
        return false;
      }
    }
    return true;
  }

  /** Binds rows of the same columns, column by column. */
  static void bind(ParameterBinder binder, List<Row> rows, int columns) throws SQLException {
    for (int column = 0; column < columns; column++) {
      @Nullable
      Object[] values = new @Nullable Object[rows.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows.get(i).valueAt(column).orElse(null);
      }
      binder.value(values);
    }
  }

  /** Binds the values of updates of the same shape, change by change. */
  static void bindUpdates(ParameterBinder binder, List<Update> updates) throws SQLException {
    List<Update.Change> shape = updates.get(0).changes();
    for (int change = 0; change < shape.size(); change++) {
      if (!(shape.get(change) instanceof Update.Unset)) {
        @Nullable
        Object[] values = new @Nullable Object[updates.size()];
        for (int i = 0; i < values.length; i++) {
          values[i] = valueOf(updates.get(i).changes().get(change));
        }
        binder.value(values);
      }
    }
  }

  private static @Nullable Object valueOf(Update.Change change) {
    return switch (change) {
      case Update.Set set -> set.value();
      case Update.Increment increment -> increment.by();
      case Update.ListChange list -> list.value();
      case Update.Unset unset -> null;
    };
  }

  @Override
  public void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    codec.bind(statement, index, (@Nullable Object[]) value);
  }
}
