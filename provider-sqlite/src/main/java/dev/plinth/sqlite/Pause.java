package dev.plinth.sqlite;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits a moment for a lock of another process, which nobody announces. SQLite's own busy timeout would
 * do the same in one go, and neither an interrupt nor a deadline would end it.
 */
final class Pause {
  private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(5);

  private long nanos = TimeUnit.MICROSECONDS.toNanos(250);

  /** Waits, each time a little longer. */
  void next() {
    LockSupport.parkNanos(this, nanos);
    nanos = Math.min(2 * nanos, LONGEST);
  }
}
