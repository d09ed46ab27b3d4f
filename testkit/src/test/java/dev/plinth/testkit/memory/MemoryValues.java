package dev.plinth.testkit.memory;

import dev.plinth.data.Json;
import dev.plinth.data.Row;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How portable values compare. */
final class MemoryValues {
  private MemoryValues() {}

  /** The order of two values that are not null, by value, text by code point. */
  static int compare(Object left, Object right) {
    return switch (left) {
      case Number number -> decimal(number).compareTo(decimal((Number) right));
      case String text -> Arrays.compare(points(text), points((String) right));
      case byte[] bytes -> Arrays.compareUnsigned(bytes, (byte[]) right);
      case java.util.UUID id -> id.toString().compareTo(right.toString());
      case Boolean flag -> flag.compareTo((Boolean) right);
      case java.time.Instant instant -> instant.compareTo((java.time.Instant) right);
      case java.time.LocalDate date -> date.compareTo((java.time.LocalDate) right);
      default -> throw new IllegalArgumentException(left.getClass() + " has no order");
    };
  }

  /** The order of two values, null first. */
  static int compareNullsFirst(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return compare(left, right);
  }

  /** A form of a value that is equal exactly where the value is. */
  static @Nullable Object key(@Nullable Object value) {
    return switch (value) {
      case Double number -> number;
      case Number number -> decimal(number).stripTrailingZeros();
      case byte[] bytes -> ByteBuffer.wrap(bytes);
      case null, default -> value;
    };
  }

  /** About how many bytes a value takes. */
  static long size(@Nullable Object value) {
    return switch (value) {
      case null -> 1;
      case String text -> text.length();
      case byte[] bytes -> bytes.length;
      case Json json -> json.text().length();
      case List<?> list -> list.stream().mapToLong(MemoryValues::size).sum();
      case Row row -> size(row);
      default -> 16;
    };
  }

  /** About how many bytes a record takes. */
  static long size(Row row) {
    long size = 0;
    for (int i = 0; i < row.size(); i++) {
      size += size(row.valueAt(i).orElse(null));
    }
    return size;
  }

  static BigDecimal decimal(Number number) {
    return switch (number) {
      case BigDecimal decimal -> decimal;
      case Double floating -> new BigDecimal(floating);
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  private static int[] points(String text) {
    return text.codePoints().toArray();
  }
}
