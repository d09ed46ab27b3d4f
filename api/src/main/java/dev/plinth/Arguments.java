package dev.plinth;

import java.time.Duration;

/** Checks of arguments, with one wording of the error. */
final class Arguments {
  private Arguments() {}

  static int inRange(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          name + " must be from " + least + " to " + most + ", but is " + value);
    }
    return value;
  }

  static Duration positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, name + " must be longer than zero");
    }
    return value;
  }
}
