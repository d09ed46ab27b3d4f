package dev.plinth.mcp;

import dev.plinth.factory.Databases;
import dev.plinth.health.Health;
import dev.plinth.health.HealthCheck;
import dev.plinth.health.HealthOptions;
import dev.plinth.health.PoolStatistics;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** db_health. */
final class HealthTool {
  private HealthTool() {}

  static Map<String, @Nullable Object> check(ToolSession session, Arguments arguments) {
    OpenConnection connection = session.connection(arguments);
    HealthOptions options = HealthOptions.basic();
    if (arguments.flag("testOperations").orElse(false)) {
      options = options.withWriteProbe();
    }
    Health health = Databases.await(connection.database().checkHealth(options));
    Map<String, @Nullable Object> answer =
        Answer.of("status", health.status().name().toLowerCase(Locale.ROOT));
    answer.put("latencyMs", millis(health.latency()));
    answer.put("checks", health.checks().stream().map(HealthTool::check).toList());
    if (arguments.flag("includeStats").orElse(true)) {
      answer.put("pool", pool(health.pool()));
    }
    return answer;
  }

  private static Map<String, @Nullable Object> check(HealthCheck check) {
    Map<String, @Nullable Object> entry = Answer.of("name", check.name());
    entry.put("status", check.status().name().toLowerCase(Locale.ROOT));
    entry.put("latencyMs", millis(check.duration()));
    entry.put("note", check.note());
    return entry;
  }

  private static Map<String, @Nullable Object> pool(PoolStatistics pool) {
    Map<String, @Nullable Object> entry = Answer.of("active", pool.active());
    entry.put("idle", pool.idle());
    entry.put("maximum", pool.maximum());
    entry.put("waiting", pool.waiting());
    return entry;
  }

  private static double millis(Duration duration) {
    return Math.round(duration.toNanos() / 1_000.0) / 1_000.0;
  }
}
