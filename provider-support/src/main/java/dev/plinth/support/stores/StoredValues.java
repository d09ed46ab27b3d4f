package dev.plinth.support.stores;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads columns that may be null, and constants. */
final class StoredValues {
  private StoredValues() {}

  static @Nullable String text(Row row, String column) {
    return row.optional(column, String.class).orElse(null);
  }

  static @Nullable Instant instant(Row row, String column) {
    return row.optional(column, Instant.class).orElse(null);
  }

  static @Nullable UUID uuid(Row row, String column) {
    return row.optional(column, UUID.class).orElse(null);
  }

  static <E extends Enum<E>> E constant(Row row, String column, Class<E> type) {
    String name = row.string(column);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw new DatabaseException(ErrorCode.SCHEMA_MISMATCH, "the column " + column
        + " holds a " + type.getSimpleName() + " that this version of the library does not know;"
        + " use the version that wrote it, or a newer one");
  }
}
