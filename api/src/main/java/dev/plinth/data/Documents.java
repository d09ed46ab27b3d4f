package dev.plinth.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Documents out of JSON trees. */
final class Documents {
  private Documents() {}

  /** A JSON object as a row: arrays of strings become lists, other arrays stay JSON. */
  static Row ofJsonMap(Map<?, ?> map) {
    var names = new ArrayList<String>(map.size());
    var values = new ArrayList<@Nullable Object>(map.size());
    map.forEach((name, value) -> {
      names.add((String) name);
      values.add(portable(value));
    });
    return Row.owning(Columns.of(names), values.toArray());
  }

  private static @Nullable Object portable(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> ofJsonMap(map);
      case List<?> list when list.stream().allMatch(String.class::isInstance) -> List.copyOf(list);
      case List<?> list -> Json.of(list);
      default -> value;
    };
  }
}
