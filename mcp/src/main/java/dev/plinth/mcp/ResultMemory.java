package dev.plinth.mcp;

import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;

/**
 * The part of the heap that results may take at once, from the first row read until the answer is written.
 * A call waits until what its result may become at most fits in.
 */
final class ResultMemory {
  /**
   * What a byte that a limit counts becomes on its way out, as measured: a value in a map, then a text, a message with
   * both, its buffers and copies, and as much again where a collector gives large objects regions of their own.
   */
  private static final long FOR_EACH_BYTE = 32;
  private static final int UNIT = 1024;

  private final int most;
  private final Semaphore free;

  ResultMemory(long bytes) {
    this.most = (int) Math.max(1, Math.min(bytes / UNIT, Integer.MAX_VALUE));
    this.free = new Semaphore(most, true);
  }

  Hold hold() {
    return new Hold();
  }

  /** Whether no call holds any of it. */
  boolean isAllFree() {
    return free.availablePermits() == most;
  }

  /** What one call holds. */
  final class Hold {
    private int held;
    private boolean over;

    /** Waits until a result of so many bytes fits in; one that never would waits until it is alone. */
    void take(long resultBytes) {
      long bytes = Math.min(resultBytes, Long.MAX_VALUE / FOR_EACH_BYTE) * FOR_EACH_BYTE;
      int wanted = (int) Math.max(1, Math.min(bytes / UNIT, most));
      try {
        free.acquire(wanted);
      } catch (InterruptedException gone) {
        throw new CancellationException();
      }
      if (!keep(wanted)) {
        free.release(wanted);
        throw new CancellationException();
      }
    }

    private synchronized boolean keep(int wanted) {
      if (!over) {
        held = wanted;
      }
      return !over;
    }

    /** The answer is written, or nobody waits for it. Idempotent. */
    synchronized void release() {
      over = true;
      free.release(held);
      held = 0;
    }
  }
}
