package dev.plinth.health;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a provider is.
 *
 * @param status the worst of its checks
 * @param latency how long a trivial question took
 * @param checks what was looked at
 * @param pool the connections
 */
public record Health(HealthStatus status, Duration latency, List<HealthCheck> checks,
    PoolStatistics pool) {
  /** Copies the list. */
  public Health {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(latency, "latency");
    checks = List.copyOf(checks);
    Objects.requireNonNull(pool, "pool");
  }
}
