package dev.plinth.support.engine;

import org.jspecify.annotations.Nullable;

/**
 * Work that must not be able to write, whatever it says of itself: a native statement of a handle
 * that may only read. An engine runs it so that the server itself refuses writes.
 */
public record ReadOnlyWork<T extends @Nullable Object>(Work<T> work) implements Work<T> {
  @Override
  public T run(Session session) {
    return work.run(session);
  }
}
