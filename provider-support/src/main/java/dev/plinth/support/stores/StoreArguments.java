package dev.plinth.support.stores;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Checks of bare arguments of the stores, worded as those of the platform values. */
final class StoreArguments {
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

  private StoreArguments() {}

  static String text(String name, String value, int least, int most) {
    Objects.requireNonNull(value, name);
    if (value.length() < least || value.length() > most) {
      throw invalid(name + " must have from " + least + " to " + most + " characters");
    }
    if (!value.codePoints().allMatch(StoreArguments::isStorable)) {
      throw invalid(name + " must not contain U+0000 or half a surrogate pair");
    }
    return value;
  }

  static long inRange(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw invalid(name + " must be from " + least + " to " + most);
    }
    return value;
  }

  /** A moment to store. */
  static Instant moment(String name, Instant value) {
    Objects.requireNonNull(value, name);
    if (value.isBefore(EARLIEST) || value.truncatedTo(ChronoUnit.MILLIS).isAfter(LATEST)) {
      throw invalid(name + " must lie in the years 1970 to 9999");
    }
    return value.truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * A moment to compare with stored ones, which have milliseconds: rounded up, so that exactly those lie
   * before it which lie before the moment given.
   */
  static Instant bound(String name, Instant value) {
    Instant cut = moment(name, value);
    return cut.equals(value) ? cut : cut.plusMillis(1);
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }

  private static boolean isStorable(int point) {
    return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }
}
