package dev.plinth.cli;

import java.time.Duration;

/** Durations as people read them. */
final class Timing {
  private Timing() {}

  /** Milliseconds with two decimals. */
  static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 10_000.0) / 100.0;
  }

  static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
