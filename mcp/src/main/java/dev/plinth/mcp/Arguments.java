package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.spi.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, none of which is believed. */
final class Arguments {
  private static final int LONGEST_NAME = 200;

  private final String owner;
  private final Map<String, @Nullable Object> values;

  private Arguments(String owner, Map<String, @Nullable Object> values) {
    this.owner = owner;
    this.values = values;
  }

  /** Refuses any name but those. A null counts as absent. */
  static Arguments of(String owner, Map<?, ?> given, List<String> known) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    given.forEach((key, value) -> {
      String name = String.valueOf(key);
      if (!known.contains(name)) {
        throw invalid(owner + " has no argument " + shown(name) + "; it takes "
            + Nearest.first(shown(name), known));
      }
      values.put(name, value);
    });
    return new Arguments(owner, values);
  }

  boolean has(String name) {
    return values.get(name) != null;
  }

  /** A value as it is. */
  Optional<Object> value(String name) {
    return Optional.ofNullable(values.get(name));
  }

  Object required(String name) {
    return value(name)
        .orElseThrow(() -> invalid(owner + " needs the argument " + name));
  }

  /** A text that is not empty. */
  String text(String name) {
    return optionalText(name).orElseThrow(() -> invalid(owner + " needs the argument " + name));
  }

  Optional<String> optionalText(String name) {
    return value(name).map(value -> {
      if (!(value instanceof String text) || text.isEmpty()) {
        throw wrong(name, "a text", value);
      }
      return text;
    });
  }

  /** One of a few words, in lower case. */
  Optional<String> choice(String name, List<String> choices) {
    return value(name).map(value -> {
      String word = value instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
      if (!choices.contains(word)) {
        throw invalid(name + " must be one of " + String.join(", ", choices));
      }
      return word;
    });
  }

  Optional<Boolean> flag(String name) {
    return value(name).map(value -> switch (value) {
      case Boolean flag -> flag;
      case String text when text.equalsIgnoreCase("true") -> true;
      case String text when text.equalsIgnoreCase("false") -> false;
      default -> throw wrong(name, "true or false", value);
    });
  }

  /** A whole number, also one that is written as a text. */
  Optional<Long> number(String name, long least, long most) {
    return value(name).map(value -> {
      BigDecimal number = decimal(value);
      boolean fits = number != null && number.compareTo(BigDecimal.valueOf(least)) >= 0
          && number.compareTo(BigDecimal.valueOf(most)) <= 0
          && number.stripTrailingZeros().scale() <= 0;
      if (number == null || !fits) {
        throw invalid(name + " must be a whole number from " + least + " to " + most);
      }
      return number.longValueExact();
    });
  }

  /** An object, also one that is written as JSON. */
  Optional<Map<String, @Nullable Object>> object(String name) {
    return value(name).map(value -> JsonValues.object(value)
        .orElseThrow(() -> wrong(name, "an object", value)));
  }

  /** A list; a single value stands for a list of one where {@code single} says so. */
  Optional<List<@Nullable Object>> list(String name, boolean single) {
    return value(name).map(value -> {
      Object read = JsonValues.structured(value);
      if (read instanceof List<?> list) {
        return new ArrayList<@Nullable Object>(list);
      }
      if (!single) {
        throw wrong(name, "a list", value);
      }
      return new ArrayList<@Nullable Object>(List.of(read));
    });
  }

  /** A list of names. */
  List<String> names(String name) {
    return list(name, true).orElse(List.of()).stream().map(value -> {
      if (!(value instanceof String text) || text.isEmpty()) {
        throw invalid(name + " must be a list of names");
      }
      return text;
    }).toList();
  }

  private static @Nullable BigDecimal decimal(Object value) {
    try {
      return switch (value) {
        case BigDecimal number -> number.scale() > 40 || number.scale() < -40 ? null : number;
        case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
        case Number number -> new BigDecimal(number.toString());
        case String text when text.length() <= 20 -> new BigDecimal(text.strip());
        default -> null;
      };
    } catch (NumberFormatException noNumber) {
      return null;
    }
  }

  /** A name for a message: as it was given, but not endless. */
  static String shown(String name) {
    if (name.isEmpty()) {
      return "\"\"";
    }
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "..." : name;
  }

  static DatabaseException wrong(String name, String expected, @Nullable Object value) {
    return invalid(name + " must be " + expected + ", but is " + JsonValues.kind(value));
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
