package dev.plinth.support.engine;

import org.jspecify.annotations.Nullable;

/**
 * What one attempt of a call does, on a thread of the engine. It may be run more than once: after an
 * attempt that was not applied.
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object> {
  /** Does it; throws {@link dev.plinth.DatabaseException} where it fails. */
  T run(Session session);
}
