package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of arguments as portable values of the type of their column. */
final class ValueReader {
  private static final int DEEPEST = 100;
  private static final int LONGEST_NUMBER = 1_000;

  private ValueReader() {}

  /** A value for a column; its type decides what a text means. */
  static @Nullable Object read(Table table, String column, @Nullable Object value) {
    ColumnDescription known = table.column(column);
    PortableType type = known == null ? null : known.type();
    if (value == null) {
      return null;
    }
    return type == null ? untyped(column, value, 0) : typed(column, type, value);
  }

  /** A value of which no type is known: a parameter of a native statement, or a field of a document. */
  static @Nullable Object read(String name, @Nullable Object value) {
    return value == null ? null : untyped(name, value, 0);
  }

  private static Object typed(String column, PortableType type, Object value) {
    try {
      Object read = switch (type) {
        case BOOLEAN -> truth(value);
        case LONG -> whole(value);
        case DOUBLE -> floating(value);
        case DECIMAL -> decimal(value);
        case TEXT -> value instanceof String ? value : null;
        case UUID -> value instanceof String text && text.length() == 36
            ? UUID.fromString(text)
            : extended(value);
        case INSTANT -> value instanceof String text ? instant(text) : extended(value);
        case DATE -> value instanceof String text ? LocalDate.parse(text) : null;
        case BYTES -> value instanceof String text ? Base64.getDecoder().decode(text) : null;
        case JSON -> json(value);
        case TEXT_LIST -> texts(value);
      };
      if (read != null) {
        return read;
      }
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException unfit) {
      // What it should have been is said below, without the value.
    }
    throw Arguments.invalid("the column " + column + " takes " + expected(type) + ", which "
        + (value instanceof String ? "this text" : JsonValues.kind(value)) + " is not");
  }

  private static String expected(PortableType type) {
    return switch (type) {
      case BOOLEAN -> "true or false";
      case LONG -> "a whole number of 64 bits";
      case DOUBLE -> "a number";
      case DECIMAL -> "a number, or a text of digits where a number would lose some";
      case TEXT -> "a text";
      case UUID -> "a UUID as a text of 36 characters";
      case INSTANT -> "an instant as ISO 8601 with a zone, 2026-01-31T12:00:00Z,";
      case DATE -> "a date as ISO 8601, 2026-01-31,";
      case BYTES -> "bytes as base64";
      case JSON -> "JSON";
      case TEXT_LIST -> "a list of texts";
    };
  }

  private static @Nullable Object truth(Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case String text when text.equalsIgnoreCase("true") || text.equals("1") -> true;
      case String text when text.equalsIgnoreCase("false") || text.equals("0") -> false;
      case Number number when number.toString().equals("1") -> true;
      case Number number when number.toString().equals("0") -> false;
      default -> null;
    };
  }

  private static @Nullable Object whole(Object value) {
    BigDecimal number = number(value);
    return number == null || number.scale() > 1000 || number.scale() < -30
        ? null
        : number.longValueExact();
  }

  private static @Nullable Object floating(Object value) {
    BigDecimal number = number(value);
    if (number == null || !Double.isFinite(number.doubleValue())) {
      return null;
    }
    return number.doubleValue();
  }

  private static @Nullable Object decimal(Object value) {
    return number(value);
  }

  private static @Nullable BigDecimal number(Object value) {
    return switch (value) {
      case BigDecimal number -> number;
      case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
      case Float number -> Float.isFinite(number) ? new BigDecimal(number.toString()) : null;
      case Number number -> new BigDecimal(number.toString());
      case String text when text.length() <= LONGEST_NUMBER -> new BigDecimal(text.strip());
      case Map<?, ?> map -> extended(map) instanceof BigDecimal number ? number : null;
      default -> null;
    };
  }

  private static Instant instant(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  private static Object json(Object value) {
    Object structured = JsonValues.structured(value);
    requireShallow(structured, 0);
    return Json.of(structured);
  }

  private static void requireShallow(@Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw tooDeep();
    }
    switch (value) {
      case Map<?, ?> map -> map.values().forEach(element -> requireShallow(element, depth + 1));
      case List<?> list -> list.forEach(element -> requireShallow(element, depth + 1));
      case null, default -> {
      }
    }
  }

  private static @Nullable Object texts(Object value) {
    Object structured = JsonValues.structured(value);
    return structured instanceof List<?> list && list.stream().allMatch(String.class::isInstance)
        ? List.copyOf(list)
        : null;
  }

  private static Object untyped(String name, Object value, int depth) {
    if (depth > DEEPEST) {
      throw tooDeep();
    }
    return switch (value) {
      case String text -> text;
      case Boolean flag -> flag;
      case Double number -> number;
      case Number number -> wholeOrDecimal(name, number);
      case Map<?, ?> map -> document(name, map, depth);
      case List<?> list when list.stream().allMatch(String.class::isInstance) -> List.copyOf(list);
      case List<?> list -> array(name, list, depth);
      default -> throw Arguments.wrong(name, "JSON", value);
    };
  }

  private static Object wholeOrDecimal(String name, Number number) {
    BigDecimal exact = number(number);
    if (exact == null) {
      throw Arguments.wrong(name, "a finite number", number);
    }
    boolean whole =
        exact.scale() <= 0 && exact.scale() > -20 && exact.toBigInteger().bitLength() < 64;
    return whole ? exact.longValueExact() : exact;
  }

  private static Object array(String name, List<?> list, int depth) {
    for (Object element : list) {
      if (element instanceof Map<?, ?> || element instanceof List<?>) {
        Object unused = untyped(name, element, depth + 1);
      }
    }
    return Json.of(list);
  }

  private static Object document(String name, Map<?, ?> map, int depth) {
    boolean operator = map.keySet().stream().anyMatch(key -> String.valueOf(key).startsWith("$"));
    if (operator) {
      Object typed;
      try {
        typed = extended(map);
      } catch (IllegalArgumentException | DateTimeException unfit) {
        typed = null;
      }
      if (typed == null) {
        throw Arguments.invalid("the value of " + name + " has a key that begins with $; only "
            + "{\"$date\": ISO 8601}, {\"$numberDecimal\": digits} and {\"$uuid\": text} are taken");
      }
      return typed;
    }
    var fields = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, element) -> fields.put(String.valueOf(key),
        element == null ? null : untyped(name, element, depth + 1)));
    return Row.ofMap(fields);
  }

  /** A value that is typed as Extended JSON; null for what is none. */
  private static @Nullable Object extended(Object value) {
    if (!(value instanceof Map<?, ?> map) || map.size() != 1) {
      return null;
    }
    Map.Entry<?, ?> only = map.entrySet().iterator().next();
    if (!(only.getValue() instanceof String text) || text.length() > LONGEST_NUMBER) {
      return null;
    }
    return switch (String.valueOf(only.getKey())) {
      case "$date" -> instant(text);
      case "$numberDecimal" -> new BigDecimal(text);
      case "$uuid" -> text.length() == 36 ? UUID.fromString(text) : null;
      default -> null;
    };
  }

  private static DatabaseException tooDeep() {
    return Arguments.invalid("a value is nested deeper than " + DEEPEST);
  }

  /** Rows with the columns of the first, in its order, as a bulk insert wants them. */
  static List<Row> aligned(List<Row> rows) {
    Row first = rows.get(0);
    var aligned = new ArrayList<Row>(rows.size());
    for (Row row : rows) {
      boolean same = row.size() == first.size() && first.names().stream().allMatch(row::has);
      if (!same) {
        throw Arguments.invalid("record " + aligned.size() + " has other columns than record 0, "
            + first.names() + "; give all of them the same, null where there is no value");
      }
      var values = new LinkedHashMap<String, @Nullable Object>();
      first.names().forEach(name -> values.put(name, row.value(name).orElse(null)));
      aligned.add(Row.ofMap(values));
    }
    return aligned;
  }
}
