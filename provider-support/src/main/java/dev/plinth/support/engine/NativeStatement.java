package dev.plinth.support.engine;

import dev.plinth.AccessLevel;
import java.util.Objects;

/**
 * What a native statement is.
 *
 * @param level what a handle must allow for it
 * @param kind how it is scheduled
 */
public record NativeStatement(AccessLevel level, WorkKind kind) {
  /** Checks that nothing is missing. */
  public NativeStatement {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(kind, "kind");
  }
}
