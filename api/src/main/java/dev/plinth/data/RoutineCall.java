package dev.plinth.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call of a stored procedure or function.
 *
 * @param name the routine, with its schema where it needs one
 * @param arguments its arguments in order
 */
public record RoutineCall(String name, List<@Nullable Object> arguments) {
  /** Makes the arguments portable. */
  public RoutineCall {
    Objects.requireNonNull(name, "name");
    var values = new ArrayList<@Nullable Object>();
    for (Object argument : arguments) {
      values.add(Values.portable("argument " + (values.size() + 1), argument));
    }
    arguments = Collections.unmodifiableList(values);
  }

  /** A call. */
  public static RoutineCall of(String name, @Nullable Object... arguments) {
    return new RoutineCall(name, Arrays.asList(arguments));
  }

  /** The name alone: values do not belong into logs. */
  @Override
  public String toString() {
    return "RoutineCall[" + name + "]";
  }
}
