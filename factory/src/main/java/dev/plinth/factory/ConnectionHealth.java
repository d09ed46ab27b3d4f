package dev.plinth.factory;

import dev.plinth.ErrorCode;
import dev.plinth.health.Health;
import dev.plinth.health.HealthStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a connection of {@link Connections} is.
 *
 * @param health what was looked at; null where it could not be opened
 * @param failure why it could not be opened; null where it could
 */
public record ConnectionHealth(String id, HealthStatus status, @Nullable Health health,
    @Nullable ErrorCode failure) {
  /** Checks that nothing is missing. */
  public ConnectionHealth {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(status, "status");
  }

  static ConnectionHealth of(String id, Health health) {
    return new ConnectionHealth(id, health.status(), health, null);
  }

  static ConnectionHealth down(String id, ErrorCode failure) {
    return new ConnectionHealth(id, HealthStatus.DOWN, null, failure);
  }
}
