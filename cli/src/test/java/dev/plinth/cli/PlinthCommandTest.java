package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class PlinthCommandTest {
  private static final String SECRET = "postgresql://ada:canary@localhost/db";

  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "--help", "quickstart --help", "ping --help",
      "validate --help", "bench --help", "key --help", "key create --help", "key list --help",
      "key revoke --help", "vault --help", "vault set --help", "vault list --help",
      "vault remove --help"})
  void helps(String arguments) {
    Ran ran = arguments.isEmpty() ? run() : run(arguments.split(" "));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("Usage: plinth", "plinth ");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void tellsItsVersion() {
    assertThat(run("--version").out()).startsWith("plinth ");
  }

  @Test
  void pingsAFile() {
    createDatabase();
    Ran ran = run("ping", "--url", url());
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("SQLite", "latencyMs");
    assertThat(run("ping", "--url", url(), "--json").json()).containsEntry("backend", "sqlite")
        .containsEntry("server", "SQLite").containsKeys("version", "latencyMs", "connectMs");
    assertThat(inEnvironment(Map.of("APP_URL", url()), "ping", "--url", "env:APP_URL").exitCode())
        .isZero();
  }

  @Test
  void createsNothingByAPing() throws IOException {
    run("ping", "--url", "sqlite:" + folder.resolve("data/absent.db"))
        .assertFailed(Failures.FAILED, "DB_CONNECTION_FAILED: the database file does not exist");
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void saysWhyAPingFails() throws IOException {
    Path text = Files.writeString(folder.resolve("text.db"), "this is no database. ".repeat(100));
    run("ping", "--url", "sqlite:" + text).assertFailed(Failures.FAILED, "DB_");
    run("ping", "--url", SECRET).assertFailed(Failures.FAILED, "DB_CONNECTION_FAILED");
    run("ping", "--url", "nonsense").assertFailed(Failures.FAILED, "DB_INVALID_ARGUMENT");
  }

  @Test
  void refusesAWrongCommandLineAndRepeatsNoUrl() {
    assertMisuse("there is no option --ur", "ping", "--ur=" + SECRET, "--url", "x");
    assertMisuse("an argument too many", "ping", "--url", "x", SECRET);
    assertMisuse("--url", "ping");
    assertMisuse("--url", "ping", "--url");
    assertMisuse("SECONDS", "ping", "--url", "x", "--timeout", SECRET);
    assertMisuse("1 to 3600", "ping", "--url", "x", "--timeout", "0");
    assertMisuse("100 to 1000000", "quickstart", "--rows", "99");
    assertMisuse("unknown command", SECRET);
  }

  @Test
  void refusesReferencesThatLeadNowhere() throws IOException {
    Path empty = Files.writeString(folder.resolve("key"), "canary");
    assertMisuse("APP_URL", "ping", "--url", "env:APP_URL");
    assertMisuse("after env:", "ping", "--url", "env:" + SECRET);
    assertMisuse("vault:NAME/CREDENTIAL", "ping", "--url", "vault:canary");
    run("ping", "--url", "vault:main/app").assertFailed(Failures.FAILED, "there is no vault main");
    assertMisuse("env:NAME, file:PATH", "quickstart", "--key", "canary");
    assertMisuse("not there", "quickstart", "--key", "file:" + folder.resolve("absent"));
    assertMisuse("--key file:PATH", "quickstart", "--key", "file:" + empty);
    Ran ran = inEnvironment(Map.of("ENCRYPTION_KEY", "canary"), "quickstart");
    ran.assertFailed(Failures.MISUSED, "ENCRYPTION_KEY");
    assertThat(ran.err()).doesNotContain("canary");
  }

  private void createDatabase() {
    assertThat(run("quickstart", "--url", url(), "--rows", "100").exitCode()).isZero();
  }

  private String url() {
    return "sqlite:" + folder.resolve("app.db");
  }

  private static void assertMisuse(String message, String... arguments) {
    Ran ran = run(arguments);
    ran.assertFailed(Failures.MISUSED, message);
    assertThat(ran.err()).contains("--help").doesNotContain("canary");
  }

  private static Ran run(String... arguments) {
    return inEnvironment(Map.of("PLINTH_HOME", "/nonexistent"), arguments);
  }

  private static Ran inEnvironment(Map<String, String> environment, String... arguments) {
    return Ran.inProcess(environment, arguments);
  }
}
