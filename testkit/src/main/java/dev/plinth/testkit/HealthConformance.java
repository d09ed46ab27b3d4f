package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Filter;
import dev.plinth.health.Health;
import dev.plinth.health.HealthCheck;
import dev.plinth.health.HealthOptions;
import dev.plinth.health.HealthStatus;
import dev.plinth.health.PoolStatistics;
import dev.plinth.health.ServerInformation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whether the database answers, and what it says of itself. */
abstract class HealthConformance extends RoleConformance {
  HealthConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void answersAPing() {
    assertThat(await(database().ping())).isPositive().isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void isUpWhereItAnswers() {
    Health health = await(database().checkHealth());
    assertThat(health.status()).isEqualTo(HealthStatus.UP);
    assertThat(health.latency()).isPositive();
    assertThat(health.checks()).allMatch(check -> !check.name().isBlank());
  }

  @Test
  void countsTheTablesNamed() {
    String table = notes(3);
    Health health = await(database().checkHealth(HealthOptions.basic().withTables(table)));
    assertThat(health.status()).isEqualTo(HealthStatus.UP);
    assertThat(about(health, table)).singleElement()
        .satisfies(check -> assertThat(check.note()).contains("3"));
  }

  @Test
  void isNotUpWhereATableIsMissing() {
    String missing = TestBed.newName("missing");
    Health health = await(database().checkHealth(HealthOptions.basic().withTables(missing)));
    assertThat(health.status()).isEqualTo(HealthStatus.DEGRADED);
    assertThat(about(health, missing)).singleElement()
        .satisfies(check -> assertThat(check.status()).isNotEqualTo(HealthStatus.UP));
  }

  @Test
  void probesAWriteAndLeavesNothing() {
    List<String> before =
        await(database().listTables()).stream().map(table -> table.name()).toList();
    Health health = await(database().checkHealth(HealthOptions.basic().withWriteProbe()));
    assertThat(health.status()).isEqualTo(HealthStatus.UP);
    assertThat(health.checks()).anyMatch(check -> check.name().contains("write"));
    assertThat(await(database().listTables())).extracting(table -> table.name()).isEqualTo(before);
  }

  @Test
  void countsItsConnections() {
    await(database().ping());
    PoolStatistics pool = database().poolStatistics();
    assertThat(pool.maximum()).isPositive();
    assertThat(pool.active()).isBetween(0, pool.total());
    assertThat(pool.waiting()).isNotNegative();
    assertThat(pool.running()).isNotNegative();
  }

  @Test
  void saysWhatTheServerIs() {
    ServerInformation server = await(database().serverInformation());
    assertThat(server.product()).isNotBlank();
    assertThat(server.version()).isNotBlank();
    assertThat(server.driver()).isNotBlank();
  }

  @Test
  void saysWhatItIsWithoutAsking() {
    assertThat(database().info().backend()).isNotBlank();
    assertThat(database().info().url()).isNotNull();
    assertThat(database().capabilities()).isEqualTo(bed().capabilities());
  }

  @Test
  void mayBeAskedByWhoMayReadAlone() {
    assertThat(await(database().readOnly().checkHealth()).status()).isEqualTo(HealthStatus.UP);
    assertThat(await(database().readOnly().count(notes(2), Filter.all()))).isEqualTo(2);
  }

  private static List<HealthCheck> about(Health health, String table) {
    return health.checks().stream().filter(check -> check.name().contains(table)).toList();
  }
}
