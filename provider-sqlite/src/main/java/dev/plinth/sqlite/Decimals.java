package dev.plinth.sqlite;

import dev.plinth.jdbc.DecimalShape;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Decimals as the text in which SQLite keeps them: equal ones have equal text, so that keys compare by value. */
final class Decimals {
  private Decimals() {}

  /** The text of a decimal in a column without a declared scale. */
  static String text(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  /** The text of a decimal in a column that takes decimals of a shape. */
  static String text(DecimalShape shape, BigDecimal value) {
    return shape.precision() == 0 ? text(value) : shape.fit(value).toPlainString();
  }

  /** A decimal from its text. */
  static BigDecimal parse(String text) {
    return new BigDecimal(text);
  }

  /** Compares by value; what is not a decimal comes after all that are. */
  static int compare(String left, String right) {
    if (left.equals(right)) {
      return 0;
    }
    BigDecimal first = parseOrNull(left);
    BigDecimal second = parseOrNull(right);
    if (first == null) {
      return second == null ? left.compareTo(right) : 1;
    }
    if (second == null) {
      return -1;
    }
    return first.compareTo(second);
  }

  private static @Nullable BigDecimal parseOrNull(String text) {
    try {
      return parse(text);
    } catch (NumberFormatException other) {
      return null;
    }
  }
}
