package dev.plinth.data;

import java.util.Objects;

/**
 * A column with the Java type in which it is read: {@code row.value(TITLE)}.
 *
 * @param name the column
 * @param type one of the portable types, or Integer
 */
public record Column<T>(String name, Class<T> type) {
  /** Checks that nothing is missing. */
  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }

  /** A column. */
  public static <T> Column<T> of(String name, Class<T> type) {
    return new Column<>(name, type);
  }

  /** A condition on this column. */
  public Field field() {
    return Filter.field(name);
  }
}
