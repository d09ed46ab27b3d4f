package dev.plinth.mongo;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.BsonType;
import org.bson.BsonValue;

/** What a sample tells of a field: its types, the shape of its documents, and how many documents have it. */
final class FieldSample {
  private static final int SHOWN = 8;

  private final Map<String, Integer> types = new TreeMap<>();
  private int documents;

  void add(BsonValue value) {
    documents++;
    types.merge(shape(value), 1, Integer::sum);
  }

  private static String shape(BsonValue value) {
    return switch (value.getBsonType()) {
      case DOCUMENT -> "object{" + value.asDocument().keySet().stream().limit(SHOWN)
          .collect(Collectors.joining(",")) + "}";
      case ARRAY -> "array of " + value.asArray().stream()
          .map(element -> name(element.getBsonType())).distinct().sorted().limit(SHOWN)
          .collect(Collectors.joining(" or "));
      default -> name(value.getBsonType());
    };
  }

  /** For example {@code string in 93 of 100}. */
  String text(int sampled) {
    if (types.isEmpty()) {
      return MongoTable.OBJECT_ID;
    }
    String names = types.keySet().stream().limit(SHOWN).collect(Collectors.joining(" or "));
    return names + " in " + documents + " of " + sampled;
  }

  private static String name(BsonType type) {
    return switch (type) {
      case OBJECT_ID -> MongoTable.OBJECT_ID;
      case DOCUMENT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "bool";
      case INT32 -> "int";
      case INT64 -> "long";
      case DOUBLE -> "double";
      case DECIMAL128 -> "decimal";
      case DATE_TIME -> "date";
      case BINARY -> "binData";
      case NULL, UNDEFINED -> "null";
      default -> type.name().toLowerCase(java.util.Locale.ROOT);
    };
  }
}
