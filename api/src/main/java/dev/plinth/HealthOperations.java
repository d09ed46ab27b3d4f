package dev.plinth;

import dev.plinth.health.Health;
import dev.plinth.health.HealthOptions;
import dev.plinth.health.PoolStatistics;
import dev.plinth.health.ServerInformation;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Whether the database answers, and how it is. */
public interface HealthOperations {
  /** Asks a trivial question; returns how long the answer took. */
  CompletableFuture<Duration> ping();

  /** Looks at the server and at what the options name. A server that does not answer is a result, not a failure. */
  CompletableFuture<Health> checkHealth(HealthOptions options);

  /** Looks at the server alone. */
  default CompletableFuture<Health> checkHealth() {
    return checkHealth(HealthOptions.basic());
  }

  /** The connections at this moment, without asking the server. */
  PoolStatistics poolStatistics();

  /** What the server says of itself. */
  CompletableFuture<ServerInformation> serverInformation();
}
