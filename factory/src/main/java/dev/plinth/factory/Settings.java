package dev.plinth.factory;

import dev.plinth.DatabaseException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An object of a configuration. Every complaint names where it is and what there may be, never a value.
 *
 * @param where for messages, for example {@code the connection orders}
 */
record Settings(String where, Map<String, Object> members) {
  @SuppressWarnings("unchecked")
  static Settings of(String where, @Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      return new Settings(where, (Map<String, Object>) members);
    }
    throw ConnectionSettings.invalid(where + " must be an object: {...}");
  }

  void only(Set<String> names) {
    members.keySet().stream().filter(name -> !names.contains(name)).findFirst().ifPresent(name -> {
      throw wrong("has a member that there is not" + shown(name) + "; there are "
          + String.join(", ", new TreeSet<>(names)));
    });
  }

  /** A member that is mistyped is shown; one that is a secret in the wrong place is not. */
  private static String shown(String name) {
    return name.matches("[A-Za-z][A-Za-z_-]{0,30}") ? " (" + name + ")" : "";
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(members.get(name)).map(value -> {
      if (value instanceof String text) {
        return text;
      }
      throw wrong("needs a text as " + name);
    });
  }

  OptionalLong number(String name, long most) {
    Object value = members.get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (value instanceof Long number && number >= 1 && number <= most) {
      return OptionalLong.of(number);
    }
    throw wrong("needs a whole number from 1 to " + most + " as " + name);
  }

  OptionalInt smallNumber(String name, int most) {
    OptionalLong number = number(name, most);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  Optional<Boolean> flag(String name) {
    return Optional.ofNullable(members.get(name)).map(value -> {
      if (value instanceof Boolean flag) {
        return flag;
      }
      throw wrong("needs true or false as " + name);
    });
  }

  Optional<Set<String>> names(String name) {
    return Optional.ofNullable(members.get(name)).map(value -> {
      if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
        var names = new TreeSet<String>();
        list.forEach(element -> names.add(String.valueOf(element)));
        return names;
      }
      throw wrong("needs a list of texts as " + name);
    });
  }

  /** All members as texts; numbers and truth values are written out. */
  Map<String, String> texts(UnaryOperator<String> change) {
    var texts = new LinkedHashMap<String, String>();
    members.forEach((name, value) -> {
      if (!(value instanceof String || value instanceof Long || value instanceof BigDecimal
          || value instanceof Boolean)) {
        throw wrong("needs a text as " + name);
      }
      texts.put(name, change.apply(String.valueOf(value)));
    });
    return texts;
  }

  /** The objects of an object by name; none where it is absent. */
  Map<String, Settings> objects(String name) {
    var objects = new LinkedHashMap<String, Settings>();
    members(name).forEach(
        (key, value) -> objects.put(key, Settings.of(name + "." + key + " of " + where, value)));
    return objects;
  }

  /** The members of an object; none where it is absent. */
  Map<String, Object> members(String name) {
    Object value = members.get(name);
    return value == null ? Map.of() : Settings.of(name + " of " + where, value).members();
  }

  /** The members of an object as texts; none where it is absent. */
  Map<String, String> objectTexts(String name) {
    return new Settings(name + " of " + where, members(name)).texts(text -> text);
  }

  /** The objects of a list; none where it is absent. */
  List<Settings> list(String name) {
    Object value = members.get(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      throw wrong("needs a list as " + name);
    }
    return list.stream().map(element -> Settings.of("each of " + name, element)).toList();
  }

  Settings named(String name) {
    return new Settings(name, members);
  }

  DatabaseException wrong(String what) {
    return ConnectionSettings.invalid(where + " " + what);
  }
}
