package dev.plinth.support.stores;

/** What one call of a store does, on a thread of the engine; may be run again after an attempt that was not applied. */
@FunctionalInterface
interface TableWork<T> {
  T run(TableSession session);
}
