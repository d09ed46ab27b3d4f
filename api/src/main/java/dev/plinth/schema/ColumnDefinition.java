package dev.plinth.schema;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Values;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A column to create.
 *
 * @param name its name
 * @param type its type
 * @param required whether null is refused
 * @param generated whether the backend counts it up where an insert does not name it; {@link PortableType#LONG} alone
 * @param maxLength the most characters of a text, 1 to 1,000,000; 0 for unbounded
 * @param precision the most digits of a decimal, 1 to 38; 0 for unbounded where the backend can
 * @param scale the digits behind the point of a decimal, 0 to {@code precision}
 * @param defaultValue the value where an insert does not name the column; null for none
 */
public record ColumnDefinition(String name, PortableType type, boolean required, boolean generated,
    int maxLength,
    int precision, int scale, @Nullable Object defaultValue) {
  /** Refuses contradictions with {@link ErrorCode#INVALID_ARGUMENT}. */
  public ColumnDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    require(!generated || type == PortableType.LONG,
        "the generated column " + name + " must be a LONG");
    require(!generated || defaultValue == null,
        "the generated column " + name + " cannot have a default");
    require(
        maxLength == 0 || (type == PortableType.TEXT && maxLength > 0 && maxLength <= 1_000_000),
        "the maximum length of " + name + " must be from 1 to 1000000, on a TEXT");
    require(precision == 0
        ? scale == 0
        : type == PortableType.DECIMAL && precision > 0 && precision <= 38
            && scale >= 0 && scale <= precision,
        "the precision of " + name
            + " must be from 1 to 38 and its scale from 0 to that, on a DECIMAL");
    defaultValue = Values.portable(name, defaultValue);
  }

  /** A column that may be null. */
  public static ColumnDefinition of(String name, PortableType type) {
    return new ColumnDefinition(name, type, false, false, 0, 0, 0, null);
  }

  /** The same column, null refused. */
  public ColumnDefinition notNull() {
    return new ColumnDefinition(name, type, true, generated, maxLength, precision, scale,
        defaultValue);
  }

  /** The same column, counted up by the backend. */
  public ColumnDefinition generatedByBackend() {
    return new ColumnDefinition(name, type, true, true, maxLength, precision, scale, defaultValue);
  }

  /** The same column with at most so many characters. */
  public ColumnDefinition withMaxLength(int characters) {
    return new ColumnDefinition(name, type, required, generated, characters, precision, scale,
        defaultValue);
  }

  /** The same column with so many digits, of them {@code decimals} behind the point. */
  public ColumnDefinition withPrecision(int digits, int decimals) {
    return new ColumnDefinition(name, type, required, generated, maxLength, digits, decimals,
        defaultValue);
  }

  /** The same column with a default. */
  public ColumnDefinition withDefault(Object value) {
    return new ColumnDefinition(name, type, required, generated, maxLength, precision, scale,
        Objects.requireNonNull(value, "value"));
  }

  /** Without the default: values do not belong into logs. */
  @Override
  public String toString() {
    return "ColumnDefinition[" + name + " " + type + "]";
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
    }
  }
}
