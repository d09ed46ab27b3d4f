package dev.plinth;

import java.util.Objects;

/**
 * A point in a transaction to which it can be rolled back.
 *
 * @param name its name within the transaction
 */
public record Savepoint(String name) {
  /** Checks that it is named. */
  public Savepoint {
    Objects.requireNonNull(name, "name");
  }
}
