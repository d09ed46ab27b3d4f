package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How many digits a decimal column takes.
 *
 * @param precision digits in all; 0 for any number of them
 * @param scale digits behind the point
 */
record DecimalShape(int precision, int scale) {
  static final DecimalShape ANY = new DecimalShape(0, 0);

  /** The text of a value that fits. Fails with {@link ErrorCode#VALUE_OUT_OF_RANGE} for another: nothing is rounded. */
  String text(BigDecimal value) {
    if (precision == 0) {
      return Decimals.text(value);
    }
    if (value.stripTrailingZeros().scale() > scale) {
      throw outOfRange();
    }
    BigDecimal fitted = value.setScale(scale, RoundingMode.UNNECESSARY);
    if (fitted.precision() > precision) {
      throw outOfRange();
    }
    return fitted.toPlainString();
  }

  private DatabaseException outOfRange() {
    return new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE, "a decimal does not fit into its "
        + "column, which takes " + precision + " digits, " + scale + " of them behind the point");
  }
}
