package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.data.Columns;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import dev.plinth.schema.PortableType;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBinarySubType;
import org.bson.BsonDocument;
import org.bson.BsonNumber;
import org.bson.BsonValue;
import org.bson.UuidRepresentation;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/** What MongoDB keeps as portable values. */
final class PortableValues {
  private PortableValues() {}

  /** By the declared type of its column; where it is of another, by its own. Null where it is missing. */
  static @Nullable Object of(@Nullable PortableType type, @Nullable BsonValue value) {
    if (value == null) {
      return null;
    }
    Object typed = type == null ? null : typed(type, value);
    return typed == null ? of(value) : typed;
  }

  private static @Nullable Object typed(PortableType type, BsonValue value) {
    return switch (type) {
      case JSON -> value.isNull() ? null : json(value);
      case LONG -> value.isNumber() ? whole(value.asNumber()) : null;
      case DOUBLE -> value.isNumber() ? floating(value.asNumber()) : null;
      case DECIMAL -> value.isNumber() ? decimal(value.asNumber()) : null;
      case DATE -> value.isString() ? date(value.asString().getValue()) : null;
      case BYTES -> value.isBinary() ? value.asBinary().getData() : null;
      case BOOLEAN, TEXT, UUID, INSTANT, TEXT_LIST -> null;
    };
  }

  /** A text is JSON; one that is not was stored past this library, and is a string. */
  private static Json json(BsonValue value) {
    if (value.isString()) {
      try {
        return Json.parse(value.asString().getValue());
      } catch (DatabaseException plainText) {
        return Json.of(value.asString().getValue());
      }
    }
    return Json.of(jsonTree(value));
  }

  /** By its own type. */
  static @Nullable Object of(BsonValue value) {
    return switch (value.getBsonType()) {
      case NULL, UNDEFINED -> null;
      case STRING -> value.asString().getValue();
      case SYMBOL -> value.asSymbol().getSymbol();
      case BOOLEAN -> value.asBoolean().getValue();
      case INT32 -> (long) value.asInt32().getValue();
      case INT64 -> value.asInt64().getValue();
      case DOUBLE -> value.asDouble().getValue();
      case DECIMAL128 -> decimal(value.asNumber());
      case DATE_TIME -> Instant.ofEpochMilli(value.asDateTime().getValue());
      case TIMESTAMP -> Instant.ofEpochSecond(value.asTimestamp().getTime());
      case BINARY -> binary(value.asBinary());
      case OBJECT_ID -> value.asObjectId().getValue().toHexString();
      case DOCUMENT -> row(value.asDocument());
      case ARRAY -> array(value.asArray());
      case REGULAR_EXPRESSION -> value.asRegularExpression().getPattern();
      case JAVASCRIPT -> value.asJavaScript().getCode();
      default -> value.getBsonType().name();
    };
  }

  /** A document as a record, its fields in their order. */
  static Row row(BsonDocument document) {
    return row(Columns.of(List.copyOf(document.keySet())), document);
  }

  /** These fields of a document, by their own types. */
  static Row row(Columns columns, BsonDocument document) {
    @Nullable
    Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = of((PortableType) null, document.get(columns.name(i)));
    }
    return Row.owning(columns, values);
  }

  private static Object array(BsonArray array) {
    var texts = new ArrayList<String>(array.size());
    for (BsonValue element : array) {
      if (!element.isString()) {
        return Json.of(jsonTree(array));
      }
      texts.add(element.asString().getValue());
    }
    return List.copyOf(texts);
  }

  private static Object binary(BsonBinary binary) {
    return isUuid(binary) ? binary.asUuid(UuidRepresentation.STANDARD) : binary.getData();
  }

  private static boolean isUuid(BsonBinary binary) {
    return binary.getType() == BsonBinarySubType.UUID_STANDARD.getValue()
        && binary.getData().length == 16;
  }

  private static @Nullable Object jsonTree(BsonValue value) {
    return switch (value.getBsonType()) {
      case DOCUMENT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        value.asDocument().forEach((name, member) -> map.put(name, jsonTree(member)));
        yield map;
      }
      case ARRAY -> {
        var list = new ArrayList<@Nullable Object>();
        value.asArray().forEach(element -> list.add(jsonTree(element)));
        yield list;
      }
      case DOUBLE -> {
        double number = value.asDouble().getValue();
        yield Double.isFinite(number) ? number : Double.toString(number);
      }
      default -> of(value);
    };
  }

  private static @Nullable Object whole(BsonNumber number) {
    return switch (number.getBsonType()) {
      case INT32, INT64 -> number.longValue();
      default -> {
        Object decimal = decimal(number);
        yield decimal instanceof BigDecimal known && fitsLong(known)
            ? known.longValueExact()
            : null;
      }
    };
  }

  static boolean fitsLong(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0 && number.toBigInteger().bitLength() < 64;
  }

  private static Object floating(BsonNumber number) {
    return number.doubleValue();
  }

  /** A decimal; what MongoDB knows beyond numbers, NaN and infinities, is a double. */
  static Object decimal(BsonNumber number) {
    return switch (number.getBsonType()) {
      case INT32, INT64 -> BigDecimal.valueOf(number.longValue());
      case DOUBLE -> {
        double value = number.doubleValue();
        yield Double.isFinite(value) ? new BigDecimal(Double.toString(value)) : (Object) value;
      }
      default -> ofDecimal128(number.decimal128Value());
    };
  }

  private static Object ofDecimal128(Decimal128 value) {
    if (value.isNaN() || value.isInfinite()) {
      return value.isNaN()
          ? Double.NaN
          : value.isNegative() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    try {
      return value.bigDecimalValue();
    } catch (ArithmeticException negativeZero) {
      return BigDecimal.ZERO;
    }
  }

  private static @Nullable Object date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException otherText) {
      return null;
    }
  }
}
