package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import dev.plinth.platform.NewUser;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class QuickstartTest {
  @TempDir
  private Path folder;

  @Test
  void touchesNothingOfADatabaseThatIsInUse() {
    try (DatabaseProvider database = Databases.open(url()).join()) {
      database.initialize().join();
      database.createUser(NewUser.of("alice@example.com", "correct horse")).join();
      database.createTable(TableDefinition.named("visits").column("id", PortableType.LONG)
          .primaryKey("id")).join();
      database.insert("visits", Row.of("id", 1)).join();
    }
    Ran ran = Ran.inProcess(Map.of(), "quickstart", "--url", url(), "--rows", "500");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    try (DatabaseProvider database = Databases.open(url()).join()) {
      assertThat(database.countUsers().join()).isEqualTo(1);
      assertThat(database.count("visits", Filter.all()).join()).isEqualTo(1);
      assertThat(database.count("plinth_rate_limits", Filter.all()).join()).isZero();
      assertThat(database.listTables().join()).extracting(TableSummary::name)
          .filteredOn(name -> !name.startsWith("plinth_")).containsExactly("visits");
    }
  }

  @Test
  void tellsEveryStepAndWhatCameBack() {
    Ran ran = Ran.inProcess(Map.of(), "quickstart", "--url", url(), "--rows", "2500");
    assertThat(ran.out()).contains(" 1. Open the database", "database.initialize()",
        "plinth_oauth_tokens", "right password: accepted", "wrong password: refused",
        "read back: the same token", "the key itself: Valid", "a forged key: Unknown",
        "once deactivated: Inactive", "granted: 5", "inserted: 2500", "counted: 2500",
        "more behind it: true", "changed inside: 2500", "outcome: rolled back", "SCAN quickstart_",
        "USING INDEX quickstart_", "the table quickstart_", "-> ", " ms");
    assertThat(ran.out()).doesNotContain(url().substring("sqlite:".length()) + "\", Options");
  }

  @Test
  void printsOneDocument() {
    String key = Base64.getEncoder().encodeToString(new byte[32]);
    Map<String, Object> document = Ran.inProcess(Map.of("THE_KEY", key), "quickstart", "--url",
        url(), "--rows", "100", "--key", "env:THE_KEY", "--json").json();
    assertThat(document).containsKey("the whole tour");
    assertThat(steps(document)).hasSizeGreaterThan(10).allSatisfy(
        step -> assertThat(step).containsKeys("step", "title", "call", "results", "milliseconds"));
    assertThat(document.toString()).contains("v1:k1:");
  }

  @Test
  void saysWhyItFails() {
    Ran ran = Ran.inProcess(Map.of(), "quickstart", "--url", "sqlite:" + folder);
    assertThat(ran.exitCode()).isEqualTo(Failures.FAILED);
    assertThat(ran.err().strip()).matches("DB_[A-Z_]+: .*");
    Ran.inProcess(Map.of(), "quickstart", "--url", "sqlite:" + folder, "--json")
        .assertFailed(Failures.FAILED, "DB_");
  }

  @Test
  void makesANewFileInTheFolderOfTheProcess() throws Exception {
    List<String> module =
        List.of("-cp", System.getProperty("java.class.path"), "dev.plinth.cli.PlinthCommand");
    Ran ran = Ran.asProcess(folder, Map.of(), module, "quickstart", "--rows", "1000");
    assertThat(ran.err()).isEmpty();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("password, tokens, API key: not in it", "so the search works",
        "look inside: sqlite3 plinth-quickstart-");
    try (var files = Files.list(folder)) {
      assertThat(
          files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".db")))
          .hasSize(1);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> steps(Map<String, Object> document) {
    return (List<Map<String, Object>>) Objects.requireNonNull(document.get("steps"));
  }

  private String url() {
    return "sqlite:" + folder.resolve("app.db");
  }
}
