package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class BenchCommandTest {
  @TempDir
  private Path folder;

  @Test
  void measuresEveryOperationAndCleansUp() {
    Ran ran = run("bench", "--url", url(), "--clients", "4", "--seconds", "1", "--json");
    assertThat(ran.err()).isEmpty();
    assertThat(operations(ran.json())).hasSize(8).allSatisfy(operation -> {
      assertThat((Long) operation.get("calls")).isPositive();
      assertThat((Long) operation.get("perSecond")).isPositive();
      assertThat(operation).containsEntry("errors", "0").containsKeys("medianMs", "p99Ms", "maxMs");
    });
    assertThat(tables()).isEmpty();
  }

  @Test
  void printsATable() {
    Ran ran = run("bench", "--url", url(), "--clients", "1", "--seconds", "1");
    assertThat(ran.out()).contains("SQLite", "operation", "perSecond", "insertAll, rows",
        "transaction of 2", "delete by key");
  }

  @Test
  void cleansUpWhenItIsTerminated() throws Exception {
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
        "dev.plinth.cli.PlinthCommand", "bench", "--url", url(), "--seconds", "60")
        .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    try (DatabaseProvider database = Databases.open(url()).join()) {
      while (database.listTables().join().isEmpty()) {
        assertThat(process.isAlive()).isTrue();
        Thread.onSpinWait();
      }
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(database.listTables().join()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void refusesWhatIsOutOfRange() {
    run("bench", "--url", "x", "--clients", "0").assertFailed(Failures.MISUSED, "--clients");
    run("bench", "--url", "x", "--seconds", "601").assertFailed(Failures.MISUSED, "--seconds");
    run("bench", "--url", "x", "--pool", "1001").assertFailed(Failures.MISUSED, "--pool");
    run("bench", "--url", "nonsense").assertFailed(Failures.FAILED, "DB_INVALID_ARGUMENT");
  }

  @Test
  void countsLatenciesToASixteenth() {
    var latencies = new Latencies();
    for (long nanos = 1; nanos <= 1_000_000; nanos++) {
      latencies.record(nanos);
    }
    assertThat(latencies.count()).isEqualTo(1_000_000);
    assertThat(latencies.millis(0.5)).isBetween(0.5, 0.54);
    assertThat(latencies.millis(0.99)).isBetween(0.99, 1.0);
    assertThat(latencies.millis(1)).isEqualTo(1.0);
    latencies.record(Long.MAX_VALUE);
    assertThat(latencies.millis(1)).isGreaterThan(9e12);
    assertThat(new Latencies().millis(0.5)).isZero();
  }

  private List<String> tables() {
    try (DatabaseProvider database = Databases.open(url()).join()) {
      return database.listTables().join().stream().map(table -> table.name()).toList();
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> operations(Map<String, Object> document) {
    return (List<Map<String, Object>>) Objects.requireNonNull(document.get("operations"));
  }

  private String url() {
    return "sqlite:" + folder.resolve("app.db");
  }

  private static Ran run(String... arguments) {
    return Ran.inProcess(Map.of(), arguments);
  }
}
