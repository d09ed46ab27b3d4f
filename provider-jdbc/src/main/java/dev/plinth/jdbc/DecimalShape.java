package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How many digits a decimal column takes.
 *
 * @param precision digits in all; 0 for any number of them
 * @param scale digits behind the point
 */
public record DecimalShape(int precision, int scale) {
  /** Of any decimal. */
  public static final DecimalShape ANY = new DecimalShape(0, 0);

  private static final Pattern DIGITS =
      Pattern.compile("\\(\\s*([0-9]{1,9})\\s*(?:,\\s*([0-9]{1,9})\\s*)?\\)");

  /**
   * The numbers in the parenthesis of a type, as servers write it; {@link #ANY} where it has none, or those of a rounding
   * in front of the point. The precision of a text is its length.
   */
  public static DecimalShape ofType(String nativeType) {
    Matcher digits = DIGITS.matcher(nativeType);
    return digits.find()
        ? new DecimalShape(number(digits.group(1)), number(digits.group(2)))
        : ANY;
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /**
   * The value with the digits of the column. Fails with {@link ErrorCode#VALUE_OUT_OF_RANGE} for one that
   * does not fit: nothing is rounded, as most backends would do unasked.
   */
  public BigDecimal fit(BigDecimal value) {
    if (precision == 0) {
      return value;
    }
    if (value.stripTrailingZeros().scale() > scale) {
      throw outOfRange();
    }
    BigDecimal fitted = value.setScale(scale, RoundingMode.UNNECESSARY);
    if (fitted.precision() > precision) {
      throw outOfRange();
    }
    return fitted;
  }

  private DatabaseException outOfRange() {
    return new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE, "a decimal does not fit into its "
        + "column, which takes " + precision + " digits, " + scale + " of them behind the point");
  }
}
