package dev.plinth.sqlite;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Hands entries to one thread, in order and without a lock. The thread parks while there are none and
 * is woken by the first, so that the others cost no system call.
 */
final class Inbox {
  private final AtomicReference<@Nullable Entry> newest = new AtomicReference<>();
  private final AtomicReference<@Nullable Thread> parked = new AtomicReference<>();

  /** Adds an entry; for any thread. */
  void add(Entry entry) {
    Entry before;
    do {
      before = newest.get();
      entry.next = before;
    } while (!newest.compareAndSet(before, entry));
    wake();
  }

  /** Wakes the thread that waits, if one does. */
  void wake() {
    Thread thread = parked.get();
    if (thread != null && parked.compareAndSet(thread, null)) {
      LockSupport.unpark(thread);
    }
  }

  /** Takes all entries, linked, the oldest first; null where there are none. */
  @Nullable
  Entry takeAll() {
    if (newest.get() == null) {
      return null;
    }
    Entry oldestFirst = null;
    for (Entry entry = newest.getAndSet(null); entry != null;) {
      Entry older = entry.next;
      entry.next = oldestFirst;
      oldestFirst = entry;
      entry = older;
    }
    return oldestFirst;
  }

  /** Parks the current thread until there is an entry, the time is over, or for no reason. */
  void await(long nanos) {
    parked.set(Thread.currentThread());
    if (newest.get() == null && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
    parked.set(null);
  }
}
