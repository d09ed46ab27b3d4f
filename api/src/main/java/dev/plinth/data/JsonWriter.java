package dev.plinth.data;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compact JSON. */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  static String write(@Nullable Object tree) {
    var writer = new JsonWriter();
    writer.value(tree);
    return writer.out.toString();
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> out.append("null");
      case String text -> string(text);
      case Boolean flag -> out.append(flag.booleanValue());
      case Double number when !Double.isFinite(number) ->
          throw Json.invalid("JSON has no number that is not finite");
      case Float number when !Float.isFinite(number) ->
          throw Json.invalid("JSON has no number that is not finite");
      case Number number when isJsonNumber(number) -> out.append(number);
      case Map<?, ?> map -> object(map);
      case Iterable<?> list -> array(list);
      case Row row -> object(row.toMap());
      case Json json -> out.append(json.text());
      case byte[] bytes -> string(Base64.getEncoder().encodeToString(bytes));
      default -> string(value.toString());
    }
  }

  private static boolean isJsonNumber(Number number) {
    return number instanceof Long || number instanceof Integer || number instanceof Short
        || number instanceof Byte
        || number instanceof Double || number instanceof Float || number instanceof BigInteger
        || number instanceof BigDecimal;
  }

  private void object(Map<?, ?> map) {
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      string(String.valueOf(entry.getKey()));
      out.append(':');
      value(entry.getValue());
      separator = ",";
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private void array(Iterable<?> list) {
    String separator = "[";
    for (Object element : list) {
      out.append(separator);
      value(element);
      separator = ",";
    }
    out.append(separator.equals("[") ? "[]" : "]");
  }

  private void string(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      character(text.charAt(i));
    }
    out.append('"');
  }

  private void character(char c) {
    switch (c) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c < 0x20) {
          out.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
        } else {
          out.append(c);
        }
      }
    }
  }
}
