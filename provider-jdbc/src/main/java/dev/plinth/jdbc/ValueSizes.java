package dev.plinth.jdbc;

import dev.plinth.data.Json;
import dev.plinth.data.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** About how many bytes a value takes. */
final class ValueSizes {
  private static final int FIXED = 16;

  private ValueSizes() {}

  static long of(@Nullable Object value) {
    return switch (value) {
      case null -> 1;
      case String text -> FIXED + text.length();
      case byte[] bytes -> FIXED + bytes.length;
      case Json json -> FIXED + json.text().length();
      case List<?> list -> sum(list);
      case Row row -> sum(row.toMap().values());
      default -> FIXED;
    };
  }

  private static long sum(Iterable<?> values) {
    long bytes = FIXED;
    for (Object value : values) {
      bytes += of(value);
    }
    return bytes;
  }
}
