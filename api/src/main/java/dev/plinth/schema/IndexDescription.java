package dev.plinth.schema;

import dev.plinth.data.Order;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index as it is, that of a key included.
 *
 * @param name its name
 * @param columns what it is ordered by; an expression stands as the backend writes it
 * @param unique whether it is unique
 * @param primary whether it is that of the primary key
 * @param partial whether it holds some of the records only
 * @param expireAfter how long after the instant in its column a record is deleted; null for never
 * @param text whether it is for the search of words
 */
public record IndexDescription(String name, List<Order> columns, boolean unique, boolean primary,
    boolean partial, @Nullable Duration expireAfter, boolean text) {
  /** Copies the list. */
  public IndexDescription {
    columns = List.copyOf(columns);
  }

  /** An index that is neither for words nor lets records expire. */
  public IndexDescription(String name, List<Order> columns, boolean unique, boolean primary,
      boolean partial) {
    this(name, columns, unique, primary, partial, null, false);
  }
}
