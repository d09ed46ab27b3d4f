package dev.plinth.support.serving;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Looks every millisecond, while it is armed, whether calls wait behind a thread that is long at work
 * with another one. Starts its thread when it is first armed.
 */
public final class StallWatch {
  private static final long TICK = TimeUnit.MILLISECONDS.toNanos(1);
  private static final int IDLE_TICKS = 20;

  private final BooleanSupplier look;
  private final Thread thread;
  private volatile boolean armed;
  private volatile boolean closed;
  private boolean started;

  /** A watch that calls {@code look} as long as it says that it is worth it. */
  public StallWatch(String name, BooleanSupplier look) {
    this.look = look;
    this.thread = Thread.ofPlatform().daemon().name(name)
        .unstarted(this::run);
  }

  /** Looks for a while from now on. */
  public void arm() {
    if (!armed) {
      armNow();
    }
  }

  /** Ends the thread. */
  public synchronized void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private synchronized void armNow() {
    armed = true;
    if (closed || started) {
      LockSupport.unpark(thread);
    } else {
      started = true;
      thread.start();
    }
  }

  private void run() {
    int idle = 0;
    while (!closed) {
      if (!armed) {
        LockSupport.park(this);
        continue;
      }
      LockSupport.parkNanos(this, TICK);
      idle = look.getAsBoolean() ? 0 : idle + 1;
      if (idle >= IDLE_TICKS) {
        idle = 0;
        armed = false;
        // Who submitted just before that relied on it; who does from now on arms it again.
        if (look.getAsBoolean()) {
          armed = true;
        }
      }
    }
  }
}
