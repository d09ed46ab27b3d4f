package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Filter;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class ValidateCommandTest {
  @TempDir
  private Path folder;

  @Test
  void findsNothingWrongWithWhatItMadeItself() {
    initialize();
    List<String> before = tables();
    Ran ran = validate();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("plinth_users", "read", "write", "change the schema",
        "no migrations yet");
    assertThat(tables()).isEqualTo(before);
    try (DatabaseProvider database = open()) {
      assertThat(database.count("plinth_rate_limits", Filter.all()).join()).isZero();
    }
    Map<String, Object> document = validate("--json").json();
    assertThat(document).containsEntry("valid", true);
    assertThat(checks(document))
        .allSatisfy(check -> assertThat(check.get("status")).isNotEqualTo("problem"));
  }

  @Test
  void seesEveryDifference() {
    initialize();
    try (DatabaseProvider database = open()) {
      database.execute(Statement.of("drop table plinth_oauth_tokens")).join();
      database.execute(Statement.of("alter table plinth_users rename column tier to tiers")).join();
      database.execute(Statement.of("drop index " + database.describeTable("plinth_api_keys").join()
          .orElseThrow().indexes().stream().filter(index -> !index.primary()).findFirst()
          .orElseThrow().name())).join();
      database.execute(Statement.of("create table plinth_strange (id integer primary key)")).join();
    }
    Ran ran = validate();
    assertThat(ran.exitCode()).isEqualTo(Failures.FAILED);
    assertThat(ran.err()).startsWith("DB_SCHEMA_MISMATCH: ");
    assertThat(lineOf(ran, "plinth_oauth_tokens")).contains("missing");
    assertThat(lineOf(ran, "plinth_users")).contains("the column tier is missing");
    assertThat(lineOf(ran, "plinth_api_keys")).contains("there is no").contains("index on");
    assertThat(lineOf(ran, "plinth_strange")).contains("does not know the table");
    assertThat(lineOf(ran, "write")).contains("not checked");
  }

  @Test
  void saysThatThereAreNoPlatformTables() throws IOException {
    try (DatabaseProvider database = open()) {
      database.ping().join();
    }
    Ran ran = validate("--read-only");
    assertThat(ran.out()).contains("initialize()", "--read-only");
    assertThat(ran.exitCode()).isEqualTo(Failures.FAILED);
    assertThat(tables()).isEmpty();
  }

  @Test
  void createsNoFile() {
    validate().assertFailed(Failures.FAILED, "does not exist");
    assertThat(Files.exists(folder.resolve("app.db"))).isFalse();
  }

  private void initialize() {
    try (DatabaseProvider database = open()) {
      database.initialize().join();
    }
  }

  private List<String> tables() {
    try (DatabaseProvider database = open()) {
      return database.listTables().join().stream().map(table -> table.name()).toList();
    }
  }

  private static String lineOf(Ran ran, String subject) {
    return ran.out().lines().filter(line -> line.contains(subject)).findFirst().orElse("");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> checks(Map<String, Object> document) {
    return (List<Map<String, Object>>) Objects.requireNonNull(document.get("checks"));
  }

  private DatabaseProvider open() {
    return Databases.open(url()).join();
  }

  private String url() {
    return "sqlite:" + folder.resolve("app.db");
  }

  private Ran validate(String... more) {
    String[] arguments = Arrays.copyOf(new String[]{"validate", "--url", url()}, 3 + more.length);
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Ran.inProcess(Map.of(), arguments);
  }
}
