package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import org.jspecify.annotations.Nullable;

/** The writer's lane: opened when it is first needed, and again after it was given up. For one thread. */
final class LaneSlot {
  /** Opens a lane. */
  interface Opening {
    /** Opens it; fails with {@link DatabaseException}. */
    Lane open();
  }

  private final Opening opening;
  private final FileWatch watch;
  private final boolean replaceable;
  private @Nullable Lane lane;
  private volatile boolean open;

  /**
   * A slot.
   *
   * @param replaceable whether the data outlives the connection
   */
  LaneSlot(Opening opening, FileWatch watch, boolean replaceable) {
    this.opening = opening;
    this.watch = watch;
    this.replaceable = replaceable;
  }

  /** The lane, opened if need be. */
  Lane lane() {
    Lane known = lane;
    if (known == null) {
      known = opening.open();
      lane = known;
      open = true;
    }
    watch.check();
    return known;
  }

  /** Whether it is open; for any thread. */
  boolean isOpen() {
    return open;
  }

  /** Makes sure that no transaction is left open after a failure, if need be by giving the connection up. */
  void repair(Throwable failure) {
    Lane known = lane;
    if (known == null) {
      return;
    }
    if (replaceable && SqliteErrors.breaksConnection(failure)) {
      close();
      return;
    }
    try {
      known.rollback();
    } catch (DatabaseException stuck) {
      if (replaceable) {
        close();
      }
    }
  }

  /** Closes it. */
  void close() {
    Lane known = lane;
    lane = null;
    open = false;
    if (known != null) {
      known.close();
    }
  }
}
