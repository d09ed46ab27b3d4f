package dev.plinth.mcp;

import dev.plinth.data.Columns;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Portable values as JSON: what a number of JSON would lose becomes a text. */
final class ValueWriter {
  /** Up to here every reader of JSON keeps whole numbers. */
  private static final long GREATEST_SAFE = 1L << 53;

  /** Writers and readers of JSON give up at some depth, Jackson's at 500: what is nested deeper is told as a text. */
  private static final int DEEPEST = 400;

  private ValueWriter() {}

  static List<Object> rows(Rows rows) {
    var written = new ArrayList<Object>(rows.size());
    rows.forEach(row -> written.add(row(row)));
    return written;
  }

  static Map<String, @Nullable Object> row(Row row) {
    var written = new LinkedHashMap<String, @Nullable Object>();
    Columns columns = row.columns();
    for (int i = 0; i < columns.size(); i++) {
      Object value = write(row.valueAt(i).orElse(null));
      String name = columns.name(i);
      // Of two columns with one name neither may be lost.
      for (int more = 2; written.containsKey(name); more++) {
        name = columns.name(i) + "_" + more;
      }
      written.put(name, value);
    }
    return written;
  }

  static @Nullable Object write(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag;
      case String text -> text;
      case Double number -> number;
      case Long number -> Math.abs(number) <= GREATEST_SAFE && number != Long.MIN_VALUE
          ? number
          : number.toString();
      case BigDecimal number -> decimal(number);
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      case Json json -> isDeeper(json.value(), DEEPEST) ? json.text() : write(json.value());
      case Row row -> row(row);
      case Map<?, ?> map -> object(map);
      case List<?> list -> {
        var written = new ArrayList<@Nullable Object>(list.size());
        list.forEach(element -> written.add(write(element)));
        yield written;
      }
      default -> value.toString();
    };
  }

  private static boolean isDeeper(@Nullable Object value, int levels) {
    return switch (value) {
      case Map<?, ?> map -> levels == 0
          || map.values().stream().anyMatch(element -> isDeeper(element, levels - 1));
      case List<?> list -> levels == 0
          || list.stream().anyMatch(element -> isDeeper(element, levels - 1));
      case null, default -> false;
    };
  }

  private static Map<String, @Nullable Object> object(Map<?, ?> map) {
    var written = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, element) -> written.put(String.valueOf(key), write(element)));
    return written;
  }

  private static Object decimal(BigDecimal number) {
    boolean whole = number.scale() <= 0 && number.scale() >= -20;
    if (whole && number.abs().compareTo(BigDecimal.valueOf(GREATEST_SAFE)) <= 0) {
      return number.longValueExact();
    }
    boolean plain = number.scale() <= 20 && number.precision() <= 17 && number.scale() >= -20;
    double nearest = number.doubleValue();
    return plain && Double.isFinite(nearest)
        && BigDecimal.valueOf(nearest).compareTo(number) == 0 ? nearest : number.toPlainString();
  }
}
