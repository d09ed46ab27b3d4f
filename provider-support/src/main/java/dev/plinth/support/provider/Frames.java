package dev.plinth.support.provider;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What failed since which savepoint. Calls carry the number under which they were issued: a gap means
 * that one was dropped before it ran, which is a failure too.
 *
 * <p>All but {@link #number} and {@link #anyFailed} is called on the session, in order.
 */
final class Frames {
  private static final class Frame {
    final String savepoint;
    boolean failed;

    Frame(String savepoint) {
      this.savepoint = savepoint;
    }
  }

  private final Deque<Frame> frames = new ArrayDeque<>();
  private volatile boolean anyFailed;
  private long issued;
  private long expected;

  Frames() {
    frames.push(new Frame(""));
  }

  /** The number of a call that is issued now. */
  synchronized long number() {
    return issued++;
  }

  /** A call begins; whether those before it in its frames went well. */
  synchronized boolean begin(long number) {
    if (number != expected) {
      fail();
    }
    expected = number + 1;
    return !anyFailed;
  }

  synchronized void fail() {
    frames.element().failed = true;
    anyFailed = true;
  }

  boolean anyFailed() {
    return anyFailed;
  }

  synchronized void open(String savepoint) {
    frames.push(new Frame(savepoint));
  }

  /** What came after a savepoint is taken back, failures included. */
  synchronized void rolledBackTo(String savepoint) {
    while (!frames.element().savepoint.equals(savepoint)) {
      frames.pop();
    }
    frames.element().failed = false;
    anyFailed = frames.stream().anyMatch(frame -> frame.failed);
  }

  /** Whether something failed that came after a savepoint. */
  synchronized boolean failedSince(String savepoint) {
    boolean failed = false;
    for (Frame frame : frames) {
      failed |= frame.failed;
      if (frame.savepoint.equals(savepoint)) {
        return failed;
      }
    }
    return failed;
  }

  /** A savepoint is forgotten: what failed after it now failed after the one before. */
  synchronized void released(String savepoint) {
    boolean failed = false;
    boolean last = false;
    while (!last) {
      Frame frame = frames.pop();
      failed |= frame.failed;
      last = frame.savepoint.equals(savepoint);
    }
    frames.element().failed |= failed;
  }

  /** Fails with {@link ErrorCode#TRANSACTION_FAILED} unless the savepoint is there. */
  synchronized void require(String savepoint) {
    for (Iterator<Frame> it = frames.iterator(); it.hasNext();) {
      if (it.next().savepoint.equals(savepoint) && !savepoint.isEmpty()) {
        return;
      }
    }
    throw new DatabaseException(ErrorCode.TRANSACTION_FAILED,
        "the savepoint is not one of this transaction, or was released or rolled back");
  }
}
