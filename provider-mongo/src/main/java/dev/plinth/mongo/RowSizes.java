package dev.plinth.mongo;

import dev.plinth.data.Json;
import dev.plinth.data.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** About how many bytes values take. */
final class RowSizes {
  private static final int FIXED = 16;

  private RowSizes() {}

  static long of(Row row) {
    long bytes = FIXED;
    for (int i = 0; i < row.size(); i++) {
      bytes += value(row.valueAt(i).orElse(null));
    }
    return bytes;
  }

  private static long value(@Nullable Object value) {
    return switch (value) {
      case null -> FIXED;
      case String text -> FIXED + text.length();
      case byte[] bytes -> FIXED + bytes.length;
      case Json json -> FIXED + json.text().length();
      case List<?> list -> list.stream().mapToLong(RowSizes::value).sum() + FIXED;
      case Row row -> of(row);
      default -> FIXED;
    };
  }
}
