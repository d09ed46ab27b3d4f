package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.serving.Entry;
import dev.plinth.support.serving.Inbox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What waits for the writer, bounded. Anybody adds; the writer's thread alone takes. */
final class WriterQueue {
  private static final long FOREVER = Long.MAX_VALUE;
  private static final long CLEANING = TimeUnit.MILLISECONDS.toNanos(20);

  private final int most;
  private final Inbox inbox = new Inbox();
  private final AtomicInteger size = new AtomicInteger();
  private final Deque<Entry> taken = new ArrayDeque<>();
  private volatile boolean closed;
  private long cleaned = System.nanoTime();

  WriterQueue(int most) {
    this.most = most;
  }

  /** Adds a caller's entry; refuses it when too many wait. */
  void add(Entry entry) {
    if (size.get() >= most) {
      entry.fail(overloaded(most));
    } else {
      addAnyway(entry);
    }
  }

  /** Adds the engine's own entry. */
  void addAnyway(Entry entry) {
    size.incrementAndGet();
    inbox.add(entry);
    if (closed) {
      refuseAdded();
    }
  }

  /** How many wait. */
  int size() {
    return size.get();
  }

  /** Waits for the next entry and takes it. */
  Entry next() {
    while (true) {
      Entry entry = poll();
      if (entry != null) {
        return entry;
      }
      inbox.await(FOREVER);
    }
  }

  /** Takes the next entry if it is a write that may share a transaction. */
  @Nullable
  Call<?> pollWrite() {
    if (taken.isEmpty()) {
      fill();
    }
    if (taken.peek() instanceof Entry.Submission submission && sharesTransaction(submission.call)) {
      poll();
      return submission.call;
    }
    return null;
  }

  /** Forgets entries that nobody wants any more, so that they do not count; for use while nothing moves. */
  void dropEnded() {
    long now = System.nanoTime();
    if (now - cleaned > CLEANING) {
      cleaned = now;
      fill();
      int before = taken.size();
      taken.removeIf(Entry::ended);
      size.addAndGet(taken.size() - before);
    }
  }

  /** Refuses all that wait and all that come. */
  void close() {
    closed = true;
    for (Entry entry = poll(); entry != null; entry = poll()) {
      entry.fail(SqliteEngine.closed());
    }
  }

  private void refuseAdded() {
    for (Entry entry = inbox.takeAll(); entry != null; entry = entry.next) {
      entry.fail(SqliteEngine.closed());
    }
  }

  private @Nullable Entry poll() {
    if (taken.isEmpty()) {
      fill();
    }
    Entry entry = taken.poll();
    if (entry != null) {
      size.decrementAndGet();
    }
    return entry;
  }

  private void fill() {
    for (Entry entry = inbox.takeAll(); entry != null; entry = entry.next) {
      taken.add(entry);
    }
  }

  private static boolean sharesTransaction(Call<?> call) {
    return call.kind() == WorkKind.WRITE || call.kind() == WorkKind.WRITE_UNIT;
  }

  static DatabaseException overloaded(int most) {
    return new DatabaseException(ErrorCode.OVERLOADED,
        most + " calls are waiting already; send fewer at a time or raise pool.maxQueue");
  }
}
