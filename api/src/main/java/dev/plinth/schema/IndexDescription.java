package dev.plinth.schema;

import dev.plinth.data.Order;
import java.util.List;

/**
 * An index as it is, that of a key included.
 *
 * @param name its name
 * @param columns what it is ordered by; an expression stands as the backend writes it
 * @param unique whether it is unique
 * @param primary whether it is that of the primary key
 * @param partial whether it holds some of the records only
 */
public record IndexDescription(String name, List<Order> columns, boolean unique, boolean primary,
    boolean partial) {
  /** Copies the list. */
  public IndexDescription {
    columns = List.copyOf(columns);
  }
}
