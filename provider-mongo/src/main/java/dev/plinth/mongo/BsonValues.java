package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Json;
import dev.plinth.data.Row;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.BsonArray;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDecimal128;
import org.bson.BsonDocument;
import org.bson.BsonDouble;
import org.bson.BsonInt64;
import org.bson.BsonNull;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * Portable values as MongoDB keeps them. A date is its ISO text: so it is told apart from an instant, sorts
 * as it should, and converts through every typed getter, also in the answer of a native statement.
 */
final class BsonValues {
  private BsonValues() {}

  static BsonValue of(@Nullable Object value) {
    return switch (value) {
      case null -> BsonNull.VALUE;
      case String text -> new BsonString(text);
      case Long number -> new BsonInt64(number);
      case Boolean flag -> BsonBoolean.valueOf(flag);
      case Double number -> new BsonDouble(number);
      case BigDecimal number -> decimal(number);
      case UUID id -> new BsonBinary(id);
      case Instant instant -> new BsonDateTime(instant.toEpochMilli());
      case LocalDate date -> new BsonString(date.toString());
      case byte[] bytes -> new BsonBinary(bytes);
      case Json json -> ofJson(json.value());
      case Row row -> document(row);
      case List<?> list -> array(list);
      default -> throw new IllegalArgumentException(value.getClass() + " is not portable");
    };
  }

  /**
   * JSON in a column of it: objects and arrays are documents and arrays. What else JSON may be stands as its text,
   * so that a string, which JSON quotes, is told apart from a number, and JSON's null from a missing field.
   */
  static BsonValue ofColumn(Json json) {
    Object tree = json.value();
    return tree instanceof Map || tree instanceof List
        ? ofJson(tree)
        : new BsonString(json.text());
  }

  private static BsonDocument document(Row row) {
    var document = new BsonDocument(row.size());
    for (int i = 0; i < row.size(); i++) {
      document.put(FieldNames.stored(row.columns().name(i)), of(row.valueAt(i).orElse(null)));
    }
    return document;
  }

  private static BsonArray array(List<?> list) {
    var array = new BsonArray(list.size());
    list.forEach(element -> array.add(of(element)));
    return array;
  }

  private static BsonValue ofJson(@Nullable Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        var document = new BsonDocument(map.size());
        map.forEach((name, value) -> document.put(FieldNames.stored((String) name), ofJson(value)));
        yield document;
      }
      case List<?> list -> {
        var array = new BsonArray(list.size());
        list.forEach(element -> array.add(ofJson(element)));
        yield array;
      }
      case BigDecimal number -> jsonNumber(number);
      case null, default -> of(tree);
    };
  }

  /** As programs expect it, a double, unless that is not the same number. */
  private static BsonValue jsonNumber(BigDecimal number) {
    double nearest = number.doubleValue();
    boolean exact = Double.isFinite(nearest)
        && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
    return exact ? new BsonDouble(nearest) : decimal(number);
  }

  private static BsonDecimal128 decimal(BigDecimal number) {
    try {
      return new BsonDecimal128(new Decimal128(number));
    } catch (NumberFormatException inexact) {
      throw new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
          "MongoDB keeps decimals of at most 34 digits, and would have to round this one");
    }
  }
}
