package dev.plinth.factory;

import java.util.Objects;
import java.util.Set;

/**
 * A backend on the class path.
 *
 * @param name its name, for example {@code sqlite}
 * @param schemes the schemes of the URLs that it opens
 */
public record Backend(String name, Set<String> schemes) {
  /** Copies the set. */
  public Backend {
    Objects.requireNonNull(name, "name");
    schemes = Set.copyOf(schemes);
  }
}
