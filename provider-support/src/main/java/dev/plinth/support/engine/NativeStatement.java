package dev.plinth.support.engine;

import dev.plinth.AccessLevel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a native statement is.
 *
 * @param level what a handle must allow for it
 * @param kind how it is scheduled
 * @param names what it names; null where that was not looked at, so that a handle for some tables refuses it
 */
public record NativeStatement(AccessLevel level, WorkKind kind, @Nullable StatementNames names) {
  /** Checks that nothing is missing. */
  public NativeStatement {
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(kind, "kind");
  }

  /** A statement of which nothing but its level and kind is known. */
  public NativeStatement(AccessLevel level, WorkKind kind) {
    this(level, kind, null);
  }

  /** This statement with what it names. */
  public NativeStatement naming(StatementNames found) {
    return new NativeStatement(level, kind, found);
  }
}
