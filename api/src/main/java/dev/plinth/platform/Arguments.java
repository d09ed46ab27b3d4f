package dev.plinth.platform;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of the components of platform values, with one wording that never repeats the value. */
final class Arguments {
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private Arguments() {}

  static String text(String name, String value, int least, int most) {
    Objects.requireNonNull(value, name);
    if (value.length() < least || value.length() > most) {
      throw invalid(name + " must have from " + least + " to " + most + " characters");
    }
    if (!storable(value)) {
      throw invalid(name + " must not contain U+0000 or half a surrogate pair");
    }
    return value;
  }

  static @Nullable String optionalText(String name, @Nullable String value, int most) {
    return value == null ? null : text(name, value, 1, most);
  }

  static long inRange(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw invalid(name + " must be from " + least + " to " + most);
    }
    return value;
  }

  static Instant millis(String name, Instant value) {
    Objects.requireNonNull(value, name);
    Instant cut = value.truncatedTo(ChronoUnit.MILLIS);
    if (cut.isBefore(EARLIEST) || cut.isAfter(LATEST)) {
      throw invalid(name + " must lie in the years 1970 to 9999");
    }
    return cut;
  }

  static @Nullable Instant optionalMillis(String name, @Nullable Instant value) {
    return value == null ? null : millis(name, value);
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }

  private static boolean storable(String value) {
    return value.codePoints().noneMatch(point -> point == 0 || isSurrogate(point));
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
