package dev.plinth.health;

import java.time.Duration;
import java.util.Objects;

/**
 * One thing that was looked at.
 *
 * @param name what
 * @param status how it is
 * @param duration how long it took
 * @param note what was found; empty where nothing is to be said
 */
public record HealthCheck(String name, HealthStatus status, Duration duration, String note) {
  /** Checks that nothing is missing. */
  public HealthCheck {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(note, "note");
  }
}
