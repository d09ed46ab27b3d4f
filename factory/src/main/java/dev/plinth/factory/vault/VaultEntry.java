package dev.plinth.factory.vault;

import java.time.Instant;
import java.util.Objects;

/**
 * A credential of a {@link VaultFile}, without what it is.
 *
 * @param version counts from 1
 */
public record VaultEntry(String name, long version, Instant updatedAt) {
  /** Checks that nothing is missing. */
  public VaultEntry {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }
}
