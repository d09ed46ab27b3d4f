package dev.plinth.benchmarks;

import java.time.Duration;

/** A virtual thread that wants to run each millisecond. */
final class Heartbeat {
  private static final Duration BEAT = Duration.ofMillis(1);

  private final Thread thread = Thread.ofVirtual().unstarted(this::beat);
  private volatile long last = System.nanoTime();
  private volatile long longestGap;

  Heartbeat() {
    thread.start();
  }

  /** Ends it; the longest time between two beats. */
  long stop() {
    thread.interrupt();
    return Math.max(longestGap, System.nanoTime() - last);
  }

  private void beat() {
    try {
      while (true) {
        Thread.sleep(BEAT);
        long now = System.nanoTime();
        longestGap = Math.max(longestGap, now - last);
        last = now;
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

}
