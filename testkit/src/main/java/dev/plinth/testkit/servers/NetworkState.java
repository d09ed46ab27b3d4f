package dev.plinth.testkit.servers;

import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** How a network is at the moment. */
final class NetworkState {
  private static final long UNBOUNDED = Long.MAX_VALUE;

  private Duration delay = Duration.ZERO;
  private long bytesPerSecond = UNBOUNDED;
  private boolean hanging;
  private @Nullable Random cutting;
  private int cuts;
  private int meanBytes;

  synchronized void delay(Duration time) {
    delay = time;
  }

  synchronized void throttle(long bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "throttle to at least one byte a second; hang() lets none pass");
    }
    bytesPerSecond = bytes;
  }

  synchronized void hang() {
    hanging = true;
  }

  synchronized void pass() {
    delay = Duration.ZERO;
    bytesPerSecond = UNBOUNDED;
    hanging = false;
    notifyAll();
  }

  synchronized void cutAfter(Random random, int mean) {
    cutting = random;
    meanBytes = mean;
  }

  synchronized void cutNoMore() {
    cutting = null;
  }

  /** How many bytes a connection may let pass from now on. */
  synchronized long allowance() {
    return cutting == null ? UNBOUNDED : cutting.nextInt(2 * meanBytes);
  }

  synchronized void countCut() {
    cuts++;
  }

  synchronized int cuts() {
    return cuts;
  }

  /** Waits until what arrived at a time, in nanoseconds, may go on. */
  void await(long arrival) throws InterruptedException {
    synchronized (this) {
      while (hanging) {
        wait();
      }
    }
    long left = arrival + delayNanos() - System.nanoTime();
    if (left > 0) {
      Thread.sleep(Duration.ofNanos(left));
    }
  }

  /** Takes the time that so many bytes take. */
  void pace(int bytes) throws InterruptedException {
    long rate = rate();
    if (rate != UNBOUNDED) {
      Thread.sleep(Duration.ofNanos(bytes * 1_000_000_000L / rate));
    }
  }

  private synchronized long delayNanos() {
    return delay.toNanos();
  }

  private synchronized long rate() {
    return bytesPerSecond;
  }
}
