package dev.plinth.support.records;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Fits portable values to the types of columns: widens numbers, reads text where a type has one form of it. */
final class ColumnValues {
  private static final Instant LEAST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant GREATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");
  private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
  private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

  private final ChronoUnit precision;

  ColumnValues(ChronoUnit precision) {
    this.precision = precision;
  }

  /** The value as the column's type. Fails with {@code INVALID_ARGUMENT} or {@code VALUE_OUT_OF_RANGE}. */
  @Nullable
  Object fit(ColumnDescription column, @Nullable Object value) {
    PortableType type = column.type();
    if (value == null || type == null) {
      return value instanceof Instant instant ? cut(column, instant) : value;
    }
    Object fitted = switch (type) {
      case BOOLEAN -> value instanceof Boolean ? value : null;
      case LONG -> whole(column, value);
      case DOUBLE -> floating(value);
      case DECIMAL -> decimal(value);
      case TEXT -> value instanceof String ? value : null;
      case UUID -> uuid(value);
      case INSTANT -> instant(column, value);
      case DATE -> date(column, value);
      case BYTES -> value instanceof byte[] ? value : null;
      case JSON -> json(value);
      case TEXT_LIST -> value instanceof List<?> ? value : null;
    };
    if (fitted == null) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the column " + column.name() + " takes a " + type
              + ", which a " + value.getClass().getSimpleName() + " is not");
    }
    return fitted;
  }

  private static @Nullable Object whole(ColumnDescription column, Object value) {
    if (value instanceof BigDecimal number) {
      try {
        return number.longValueExact();
      } catch (ArithmeticException wider) {
        throw outOfRange(column, "a whole number of 64 bits");
      }
    }
    return value instanceof Long ? value : null;
  }

  private static @Nullable Object floating(Object value) {
    return switch (value) {
      case Double number -> number;
      case Long number when (long) number.doubleValue() == number -> number.doubleValue();
      case BigDecimal number when BigDecimal.valueOf(number.doubleValue()).compareTo(number) == 0 ->
          number.doubleValue();
      default -> null;
    };
  }

  private static @Nullable Object decimal(Object value) {
    return switch (value) {
      case BigDecimal number -> number;
      case Long number -> BigDecimal.valueOf(number);
      case Double number -> BigDecimal.valueOf(number);
      case String text -> parsed(text, BigDecimal::new);
      default -> null;
    };
  }

  private static @Nullable Object uuid(Object value) {
    return switch (value) {
      case UUID id -> id;
      case String text when text.length() == 36 -> parsed(text, UUID::fromString);
      default -> null;
    };
  }

  private @Nullable Object instant(ColumnDescription column, Object value) {
    Object instant = value instanceof String text ? parsed(text, Instant::parse) : value;
    return instant instanceof Instant known ? cut(column, known) : null;
  }

  private Instant cut(ColumnDescription column, Instant instant) {
    if (instant.isBefore(LEAST) || instant.isAfter(GREATEST)) {
      throw outOfRange(column, "an instant from the year 1 to 9999");
    }
    return instant.truncatedTo(precision);
  }

  private static @Nullable Object date(ColumnDescription column, Object value) {
    Object date = value instanceof String text ? parsed(text, LocalDate::parse) : value;
    if (date instanceof LocalDate known && (known.isBefore(FIRST) || known.isAfter(LAST))) {
      throw outOfRange(column, "a date from the year 1 to 9999");
    }
    return date instanceof LocalDate ? date : null;
  }

  private static @Nullable Object json(Object value) {
    return switch (value) {
      case Json json -> json;
      case Row row -> Json.of(row);
      case List<?> list -> Json.of(list);
      case Boolean flag -> Json.of(flag);
      case Number number -> Json.of(number);
      case String text -> parsed(text, Json::parse);
      default -> null;
    };
  }

  private static @Nullable Object parsed(String text,
      java.util.function.Function<String, Object> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException | DatabaseException unfit) {
      return null;
    }
  }

  private static DatabaseException outOfRange(ColumnDescription column, String range) {
    return new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
        "the column " + column.name() + " takes " + range);
  }
}
