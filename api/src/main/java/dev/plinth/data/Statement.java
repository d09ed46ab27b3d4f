package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A native statement with bound parameters: {@code ?} or {@code $1} by position, {@code :name} by
 * name, on every backend. Values are always bound, never put into the text.
 *
 * @param text one statement in the backend's language
 * @param positional values for {@code ?} and {@code $1}, in order
 * @param named values for {@code :name}
 */
public record Statement(String text, List<@Nullable Object> positional,
    Map<String, @Nullable Object> named) {
  /** Makes the values portable; refuses both kinds at once with {@link ErrorCode#INVALID_ARGUMENT}. */
  public Statement {
    Objects.requireNonNull(text, "text");
    var values = new ArrayList<@Nullable Object>(positional.size());
    for (Object value : positional) {
      values.add(Values.portable("parameter " + (values.size() + 1), value));
    }
    positional = Collections.unmodifiableList(values);
    var byName = new LinkedHashMap<String, @Nullable Object>();
    named.forEach((name, value) -> byName.put(name, Values.portable("parameter " + name, value)));
    named = Collections.unmodifiableMap(byName);
    if (!positional.isEmpty() && !named.isEmpty()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "a statement has positional or named parameters, not both");
    }
  }

  /** With values by position. */
  public static Statement of(String text, @Nullable Object... values) {
    return new Statement(text,
        Collections.unmodifiableList(new ArrayList<@Nullable Object>(Arrays.asList(values))),
        Map.of());
  }

  /** With values by name. */
  public static Statement named(String text, Map<String, ? extends @Nullable Object> values) {
    return new Statement(text, List.of(), new LinkedHashMap<>(values));
  }

  /** With a further value by name. */
  public Statement bind(String name, @Nullable Object value) {
    var all = new LinkedHashMap<String, @Nullable Object>(named);
    all.put(name, value);
    return new Statement(text, positional, all);
  }

  /** How many parameters: neither text nor values belong into logs. */
  @Override
  public String toString() {
    return "Statement[" + (positional.size() + named.size()) + " parameters]";
  }
}
