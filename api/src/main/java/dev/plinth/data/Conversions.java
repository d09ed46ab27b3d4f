package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From one portable type to another, where nothing is lost. */
final class Conversions {
  private static final Map<Class<?>, Function<Object, @Nullable Object>> TO = Map.ofEntries(
      Map.entry(String.class, Conversions::toText),
      Map.entry(Boolean.class, Conversions::toBoolean),
      Map.entry(Long.class, Conversions::toLong), Map.entry(Integer.class, Conversions::toInt),
      Map.entry(Double.class, Conversions::toDouble),
      Map.entry(BigDecimal.class, Conversions::toDecimal),
      Map.entry(UUID.class, Conversions::toUuid), Map.entry(Instant.class, Conversions::toInstant),
      Map.entry(LocalDate.class, Conversions::toDate),
      Map.entry(byte[].class, Conversions::toBytes),
      Map.entry(Json.class, Conversions::toJson), Map.entry(Row.class, Conversions::toDocument),
      Map.entry(List.class, Conversions::toStrings));

  private Conversions() {}

  static <T> T convert(String column, Object value, Class<T> type) {
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    Function<Object, @Nullable Object> conversion = TO.get(type);
    Object converted = conversion == null ? null : attempt(conversion, value);
    if (converted == null) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "the column " + column + " holds a "
          + value.getClass().getSimpleName() + ", which does not convert to "
          + type.getSimpleName());
    }
    return type.cast(converted);
  }

  @SuppressWarnings("unchecked")
  static List<String> strings(String column, Object value) {
    return (List<String>) convert(column, value, List.class);
  }

  private static @Nullable Object attempt(Function<Object, @Nullable Object> conversion,
      Object value) {
    try {
      return conversion.apply(value);
    } catch (ArithmeticException | IllegalArgumentException | DateTimeParseException
        | DatabaseException unfit) {
      return null;
    }
  }

  private static @Nullable Object toText(Object value) {
    return switch (value) {
      case byte[] bytes -> Base64.getEncoder().encodeToString(bytes);
      case BigDecimal decimal -> decimal.toPlainString();
      case Json json -> json.text();
      case Row row -> Json.of(row).text();
      case List<?> list -> Json.of(list).text();
      default -> value.toString();
    };
  }

  private static @Nullable Object toBoolean(Object value) {
    return switch (value) {
      case Long number when number == 0 || number == 1 -> number == 1;
      case String text when text.equalsIgnoreCase("true") -> true;
      case String text when text.equalsIgnoreCase("false") -> false;
      default -> null;
    };
  }

  private static @Nullable Object toLong(Object value) {
    BigDecimal decimal = decimalOf(value);
    return decimal == null ? null : decimal.longValueExact();
  }

  private static @Nullable Object toInt(Object value) {
    BigDecimal decimal = decimalOf(value);
    return decimal == null ? null : decimal.intValueExact();
  }

  private static @Nullable Object toDouble(Object value) {
    BigDecimal decimal = decimalOf(value);
    if (decimal == null) {
      return null;
    }
    double number = decimal.doubleValue();
    return Double.isFinite(number) ? number : null;
  }

  private static @Nullable Object toDecimal(Object value) {
    return decimalOf(value);
  }

  private static @Nullable BigDecimal decimalOf(Object value) {
    return switch (value) {
      case Long number -> BigDecimal.valueOf(number);
      case Double number -> new BigDecimal(number.toString());
      case BigDecimal decimal -> decimal;
      case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
      case String text -> new BigDecimal(text);
      default -> null;
    };
  }

  private static @Nullable Object toUuid(Object value) {
    return value instanceof String text && text.length() == 36 ? UUID.fromString(text) : null;
  }

  private static @Nullable Object toInstant(Object value) {
    return switch (value) {
      case String text -> Instant.parse(text);
      case LocalDate date -> date.atStartOfDay(ZoneOffset.UTC).toInstant();
      default -> null;
    };
  }

  private static @Nullable Object toDate(Object value) {
    return value instanceof String text ? LocalDate.parse(text) : null;
  }

  private static @Nullable Object toBytes(Object value) {
    return value instanceof String text ? Base64.getDecoder().decode(text) : null;
  }

  private static @Nullable Object toJson(Object value) {
    return switch (value) {
      case String text -> Json.parse(text);
      case Row row -> Json.of(row);
      case List<?> list -> Json.of(list);
      default -> null;
    };
  }

  private static @Nullable Object toDocument(Object value) {
    Json json = value instanceof Json given
        ? given
        : value instanceof String text ? Json.parse(text) : null;
    return json == null
        ? null
        : json.value() instanceof Map<?, ?> map ? Documents.ofJsonMap(map) : null;
  }

  private static @Nullable Object toStrings(Object value) {
    Json json = value instanceof Json given
        ? given
        : value instanceof String text ? Json.parse(text) : null;
    if (json == null || !(json.value() instanceof List<?> list)) {
      return null;
    }
    var texts = new ArrayList<String>(list.size());
    for (Object element : list) {
      if (!(element instanceof String text)) {
        return null;
      }
      texts.add(text);
    }
    return List.copyOf(texts);
  }
}
