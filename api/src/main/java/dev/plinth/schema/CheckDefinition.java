package dev.plinth.schema;

import dev.plinth.data.Filter;
import java.util.Objects;

/**
 * What must hold for every record; where a column of it is null, it is not tested.
 *
 * @param name the name of the check
 * @param condition what must hold
 */
public record CheckDefinition(String name, Filter condition) {
  /** Checks that nothing is missing. */
  public CheckDefinition {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(condition, "condition");
  }
}
