package dev.plinth.jdbc;

import dev.plinth.data.Json;
import dev.plinth.data.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** About how many bytes a value takes. */
final class ValueSizes {
  private static final int FIXED = 16;
  /** In UTF-8, of one of Java's characters. */
  private static final int MOST_BYTES_OF_CHARACTER = 3;

  private ValueSizes() {}

  static long of(@Nullable Object value) {
    return switch (value) {
      case null -> FIXED;
      case String text -> FIXED + text.length();
      case byte[] bytes -> FIXED + bytes.length;
      case Json json -> FIXED + json.text().length();
      case List<?> list -> sum(list);
      case Row row -> sum(row.toMap().values());
      default -> FIXED;
    };
  }

  /** Whether rows might take more bytes than this on their way to a server, whatever their characters. */
  static boolean mayExceed(List<Row> rows, long most) {
    if (most == Long.MAX_VALUE) {
      return false;
    }
    long bytes = 0;
    for (int i = 0; i < rows.size() && bytes <= most; i++) {
      for (int column = 0; column < rows.get(i).size(); column++) {
        bytes += MOST_BYTES_OF_CHARACTER * of(rows.get(i).valueAt(column).orElse(null));
      }
    }
    return bytes > most;
  }

  private static long sum(Iterable<?> values) {
    long bytes = FIXED;
    for (Object value : values) {
      bytes += of(value);
    }
    return bytes;
  }
}
