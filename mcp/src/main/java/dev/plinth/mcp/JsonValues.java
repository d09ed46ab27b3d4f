package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.data.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as a JSON parser makes them. */
final class JsonValues {
  private JsonValues() {}

  /** What a value is, for a message. */
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "a text";
      case Number number -> "a number";
      case Boolean flag -> "a truth value";
      case Map<?, ?> map -> "an object";
      case List<?> list -> "a list";
      default -> "something else";
    };
  }

  /** An object; models often write it as a text. */
  static Optional<Map<String, @Nullable Object>> object(@Nullable Object value) {
    if (!(structured(value) instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    var copy = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, element) -> copy.put(String.valueOf(key), element));
    return Optional.of(copy);
  }

  /** The object or list that a text holds as JSON, or else the value. */
  static @Nullable Object structured(@Nullable Object value) {
    if (value instanceof String text) {
      String stripped = text.strip();
      if (stripped.startsWith("{") || stripped.startsWith("[")) {
        try {
          return Json.parse(stripped).value();
        } catch (DatabaseException noJson) {
          return value;
        }
      }
    }
    return value;
  }
}
