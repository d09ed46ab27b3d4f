package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Named values in order: a record of a table, or a document inside one. Immutable.
 *
 * <p>The typed getters convert where nothing is lost (a UUID or instant kept as text, a number of
 * another width), so that answers are equal on backends without declared types. They fail with
 * {@link ErrorCode#INVALID_ARGUMENT} for an unknown column, for null, and for a value that does not
 * convert; {@link #isNull} and {@link #optional} are for columns that may be null.
 */
public final class Row {
  private static final Row EMPTY = new Row(Columns.of(List.of()), new Object[0]);

  private final Columns columns;
  private final @Nullable Object[] values;

  private Row(Columns columns, @Nullable Object[] values) {
    this.columns = columns;
    this.values = values;
  }

  /** A row without columns. */
  public static Row empty() {
    return EMPTY;
  }

  /** One column. */
  public static Row of(String name, @Nullable Object value) {
    return build(name, value);
  }

  /** Two columns. */
  public static Row of(String name1, @Nullable Object value1, String name2,
      @Nullable Object value2) {
    return build(name1, value1, name2, value2);
  }

  /**
   * Names and values in turn. Fails with {@link ErrorCode#INVALID_ARGUMENT} where a name is missing,
   * not a string, or repeated, or a value is not portable.
   */
  public static Row of(String name1, @Nullable Object value1, String name2, @Nullable Object value2,
      @Nullable Object... more) {
    @Nullable
    Object[] all = new @Nullable Object[4 + more.length];
    all[0] = name1;
    all[1] = value1;
    all[2] = name2;
    all[3] = value2;
    System.arraycopy(more, 0, all, 4, more.length);
    return build(all);
  }

  /** The entries of a map, in its order. */
  public static Row ofMap(Map<String, ? extends @Nullable Object> map) {
    return ofMap("the map", map);
  }

  static Row ofMap(String name, Map<?, ?> map) {
    @Nullable
    Object[] all = new @Nullable Object[map.size() * 2];
    int i = 0;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String)) {
        throw invalid("the map of " + name + " may have strings alone as keys");
      }
      all[i++] = entry.getKey();
      all[i++] = entry.getValue();
    }
    return build(all);
  }

  /**
   * A row over values that are portable already; for backends. Neither array is copied.
   *
   * @param values one for each column
   */
  public static Row owning(Columns columns, @Nullable Object[] values) {
    if (columns.size() != values.length) {
      throw new IllegalArgumentException(
          columns.size() + " columns, but " + values.length + " values");
    }
    return new Row(columns, values);
  }

  private static Row build(@Nullable Object... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw invalid("a row is made of names and values in turn, but the last value is missing");
    }
    var names = new String[namesAndValues.length / 2];
    @Nullable
    Object[] values = new @Nullable Object[names.length];
    for (int i = 0; i < names.length; i++) {
      if (!(namesAndValues[2 * i] instanceof String name)) {
        throw invalid("a row is made of names and values in turn, but the name at position " + 2 * i
            + " is not a string");
      }
      names[i] = name;
      values[i] = Values.portable(name, namesAndValues[2 * i + 1]);
    }
    requireDistinct(names);
    return new Row(Columns.owning(names), values);
  }

  private static void requireDistinct(String[] names) {
    for (int i = 1; i < names.length; i++) {
      for (int j = 0; j < i; j++) {
        if (names[i].equals(names[j])) {
          throw invalid("the column " + names[i] + " stands twice in a row");
        }
      }
    }
  }

  /** The columns. */
  public Columns columns() {
    return columns;
  }

  /** The names of the columns, in order. */
  public List<String> names() {
    return columns.names();
  }

  /** How many columns. */
  public int size() {
    return values.length;
  }

  /** Whether there is a column of this name, be it null or not. */
  public boolean has(String name) {
    return columns.position(name) >= 0;
  }

  /** Whether the column is null. */
  public boolean isNull(String name) {
    return values[position(name)] == null;
  }

  /** The portable value, empty for null. */
  public Optional<Object> value(String name) {
    return Optional.ofNullable(values[position(name)]);
  }

  /** The portable value at a position from 0, empty for null. */
  public Optional<Object> valueAt(int position) {
    return Optional.ofNullable(values[Objects.checkIndex(position, values.length)]);
  }

  /** The value as one of the portable types, or int, float, short; empty for null. */
  public <T> Optional<T> optional(String name, Class<T> type) {
    Object value = values[position(name)];
    return value == null ? Optional.empty() : Optional.of(Conversions.convert(name, value, type));
  }

  /** The value of a typed column. */
  public <T> T value(Column<T> column) {
    return required(column.name(), column.type());
  }

  /** As text. */
  public String string(String name) {
    return required(name, String.class);
  }

  /** As a truth value; 0 and 1 convert. */
  public boolean booleanValue(String name) {
    return required(name, Boolean.class);
  }

  /** As a number of 32 bits. */
  public int intValue(String name) {
    return required(name, Integer.class);
  }

  /** As a number of 64 bits. */
  public long longValue(String name) {
    return required(name, Long.class);
  }

  /** As a floating-point number. */
  public double doubleValue(String name) {
    return required(name, Double.class);
  }

  /** As an exact decimal. */
  public BigDecimal decimal(String name) {
    return required(name, BigDecimal.class);
  }

  /** As a UUID. */
  public UUID uuid(String name) {
    return required(name, UUID.class);
  }

  /** As an instant. */
  public Instant instant(String name) {
    return required(name, Instant.class);
  }

  /** As a date. */
  public LocalDate date(String name) {
    return required(name, LocalDate.class);
  }

  /** As bytes, a copy. */
  public byte[] bytes(String name) {
    return required(name, byte[].class).clone();
  }

  /** As JSON. */
  public Json json(String name) {
    return required(name, Json.class);
  }

  /** As a list of strings. */
  public List<String> strings(String name) {
    Object value = values[position(name)];
    if (value == null) {
      throw nullValue(name);
    }
    return Conversions.strings(name, value);
  }

  /** As a document. */
  public Row document(String name) {
    return required(name, Row.class);
  }

  /**
   * A record whose components are named as the columns (or as columns in snake_case), converted.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} for a component without a column or with a
   * value that does not convert. A null is refused for a primitive component alone.
   */
  public <T extends Record> T as(Class<T> recordType) {
    return recordType.cast(RecordMapping.of(recordType).read(this));
  }

  /** This row with a column set or added. */
  public Row with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> map = toMap();
    map.put(name, value);
    return ofMap(map);
  }

  /** Names and portable values, null included; a copy that may be changed. */
  public Map<String, @Nullable Object> toMap() {
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < values.length; i++) {
      map.putIfAbsent(columns.name(i), values[i]);
    }
    return map;
  }

  /** Equal names in equal order with equal values. Decimals are compared as {@link BigDecimal#equals} does. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Row that && columns.equals(that.columns)
        && Arrays.deepEquals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * columns.hashCode() + Arrays.deepHashCode(values);
  }

  /** The names alone: values do not belong into logs. */
  @Override
  public String toString() {
    return "Row" + columns;
  }

  private <T> T required(String name, Class<T> type) {
    Object value = values[position(name)];
    if (value == null) {
      throw nullValue(name);
    }
    return type.isInstance(value) ? type.cast(value) : Conversions.convert(name, value, type);
  }

  private int position(String name) {
    int position = columns.position(name);
    if (position < 0) {
      throw invalid(
          "no column " + name + " in this row; there are " + String.join(", ", columns.names()));
    }
    return position;
  }

  private static DatabaseException nullValue(String name) {
    return invalid("the column " + name + " is null; ask isNull or optional first");
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
