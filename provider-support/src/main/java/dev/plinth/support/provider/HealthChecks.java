package dev.plinth.support.provider;

import dev.plinth.DatabaseException;
import dev.plinth.data.Filter;
import dev.plinth.health.Health;
import dev.plinth.health.HealthCheck;
import dev.plinth.health.HealthOptions;
import dev.plinth.health.HealthStatus;
import dev.plinth.health.PoolStatistics;
import dev.plinth.health.ServerInformation;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at a server on one session, and says what is missing or weakened. */
final class HealthChecks {
  /** The setting under which an engine says what its URL or options weakened. */
  static final String WEAKENED = "weakened";

  private HealthChecks() {}

  /** What a session can tell. */
  static List<HealthCheck> onSession(Session session, HealthOptions options) {
    var checks = new ArrayList<HealthCheck>();
    checks.add(timed("server", () -> {
      session.ping();
      return new HealthCheck("", HealthStatus.UP, Duration.ZERO, "");
    }));
    checks.add(timed("settings", () -> settings(session.serverInformation())));
    for (String table : options.tables()) {
      checks.add(timed("table " + table, () -> table(session, table, options.countTables())));
    }
    return checks;
  }

  private static HealthCheck settings(ServerInformation server) {
    String weakened = server.settings().getOrDefault(WEAKENED, "");
    return new HealthCheck("", weakened.isEmpty() ? HealthStatus.UP : HealthStatus.DEGRADED,
        Duration.ZERO, weakened);
  }

  private static HealthCheck table(Session session, String table, boolean count) {
    return session.describe(table)
        .map(found -> new HealthCheck("", HealthStatus.UP, Duration.ZERO,
            count ? session.count(new TableSchema(found), Filter.all()) + " records" : "exists"))
        .orElseGet(() -> new HealthCheck("", HealthStatus.DEGRADED, Duration.ZERO, "missing"));
  }

  private static HealthCheck timed(String name, Supplier<HealthCheck> check) {
    long began = System.nanoTime();
    HealthCheck found = check.get();
    return new HealthCheck(name, found.status(), Duration.ofNanos(System.nanoTime() - began),
        found.note());
  }

  /** A check that could not be made. */
  static HealthCheck failed(String name, HealthStatus status, Throwable failure,
      Duration duration) {
    String note = failure instanceof DatabaseException known
        ? known.code().code() + ": " + known.getMessage()
        : failure.getClass().getSimpleName();
    return new HealthCheck(name, status, duration, note);
  }

  /** The whole: as bad as its worst part. */
  static Health summary(List<HealthCheck> checks, Duration latency, PoolStatistics pool) {
    HealthStatus worst =
        checks.stream().map(HealthCheck::status).max(Enum::compareTo).orElse(HealthStatus.UP);
    return new Health(worst, latency, checks, pool);
  }
}
