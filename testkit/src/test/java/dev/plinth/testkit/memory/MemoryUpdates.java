package dev.plinth.testkit.memory;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records as they are after an update. */
final class MemoryUpdates {
  private MemoryUpdates() {}

  /** A record with the columns of another one. */
  static Row overwritten(Row row, Row by) {
    Map<String, @Nullable Object> values = row.toMap();
    values.putAll(by.toMap());
    return of(row, values);
  }

  static Row changed(Row row, Update update) {
    Map<String, @Nullable Object> values = row.toMap();
    for (Update.Change change : update.changes()) {
      values.put(change.column(), switch (change) {
        case Update.Set set -> set.value();
        case Update.Unset unset -> null;
        case Update.Increment increment ->
            sum(change.column(), values.get(change.column()), increment.by());
        case Update.Push push -> pushed(values.get(change.column()), push.value());
        case Update.Pull pull -> pulled(values.get(change.column()), pull.value());
      });
    }
    return of(row, values);
  }

  private static Object pushed(@Nullable Object list, Object value) {
    var elements = new ArrayList<Object>(list == null ? List.of() : (List<?>) list);
    elements.add(value);
    return List.copyOf(elements);
  }

  private static @Nullable Object pulled(@Nullable Object list, Object value) {
    return list == null
        ? null
        : ((List<?>) list).stream().filter(element -> !element.equals(value)).toList();
  }

  private static @Nullable Object sum(String column, @Nullable Object value, Number by) {
    return switch (value) {
      case null -> null;
      case Long number -> whole(column, number, by.longValue());
      case Double number -> number + by.doubleValue();
      case BigDecimal number -> number.add(MemoryValues.decimal(by));
      default -> throw new IllegalStateException("no number");
    };
  }

  private static long whole(String column, long value, long by) {
    try {
      return Math.addExact(value, by);
    } catch (ArithmeticException overflow) {
      throw new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
          "the column " + column + " takes whole numbers of 64 bits");
    }
  }

  private static Row of(Row row, Map<String, @Nullable Object> values) {
    return Row.owning(row.columns(), values.values().toArray(new @Nullable Object[0]));
  }
}
