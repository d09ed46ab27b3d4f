package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;
import dev.plinth.factory.OwnerAlone;
import dev.plinth.platform.ApiKeyVerification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class KeyCommandTest {
  @TempDir
  private Path folder;

  @Test
  void makesListsAndEndsKeys() {
    assertThat(run("key", "list").out()).contains("no keys");
    assertThat(folder).isEmptyDirectory();
    Map<String, Object> created = run("key", "create", "--name", "laptop", "--json").json();
    String value = String.valueOf(created.get("key"));
    assertThat(verify(value)).isInstanceOf(ApiKeyVerification.Valid.class);
    assertThat(keys()).singleElement().satisfies(key -> assertThat(key)
        .containsEntry("prefix", created.get("prefix")).containsEntry("name", "laptop")
        .containsEntry("user", "operator@localhost").containsEntry("status", "active"));
    assertThat(run("key", "list").out()).doesNotContain(value);
    assertThat(run("key", "revoke", String.valueOf(created.get("prefix")), "--json").json())
        .containsEntry("revoked", "now");
    assertThat(verify(value)).isInstanceOf(ApiKeyVerification.Inactive.class);
    assertThat(run("key", "revoke", String.valueOf(created.get("id"))).out()).contains("before");
    assertThat(keys()).singleElement()
        .satisfies(key -> assertThat(key).containsEntry("status", "revoked"));
  }

  @Test
  void letsNobodyElseReadThemWhereTheSystemKnowsPermissions() throws IOException {
    Path home = folder.resolve("home");
    Ran.inProcess(Map.of("PLINTH_HOME", home.toString()), "key", "create", "--name", "laptop");
    assertThat(home.resolve("keys.db")).isNotEmptyFile();
    assertThat(permissions(home)).isEqualTo(OwnerAlone.IS_KNOWN ? "rwx------" : "");
    assertThat(permissions(home.resolve("keys.db")))
        .isEqualTo(OwnerAlone.IS_KNOWN ? "rw-------" : "");
  }

  private static String permissions(Path path) throws IOException {
    return OwnerAlone.IS_KNOWN
        ? PosixFilePermissions.toString(Files.getPosixFilePermissions(path))
        : "";
  }

  @Test
  void keepsThemWhereItIsTold() {
    String url = "sqlite:" + folder.resolve("elsewhere.db");
    Ran.inProcess(Map.of("KEYS", url), "key", "create", "--name", "ci", "--user", "Ci@Example.com",
        "--days", "90", "--keys", "env:KEYS");
    Ran list = run("key", "list", "--keys", url);
    assertThat(list.out()).contains("ci@example.com", "active");
    assertThat(run("key", "list").out()).contains("no keys");
  }

  @Test
  void refusesWhatCannotBe() {
    run("key", "create").assertFailed(Failures.MISUSED, "--name");
    run("key", "create", "--name", "x", "--days", "0").assertFailed(Failures.MISUSED, "1 to 3650");
    run("key", "create", "--name", "x", "--user", "canary").assertFailed(Failures.FAILED,
        "name@domain");
    run("key", "revoke", "canary").assertFailed(Failures.FAILED, "DB_NOT_FOUND");
    assertThat(run("key", "revoke", "canary").err()).doesNotContain("canary");
    assertThat(run("key").out()).contains("create", "revoke");
  }

  private ApiKeyVerification verify(String value) {
    try (DatabaseProvider database =
        Databases.open("sqlite:" + folder.resolve("keys.db")).join()) {
      return database.verifyApiKey(value).join();
    }
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> keys() {
    return (List<Map<String, Object>>) Objects
        .requireNonNull(run("key", "list", "--json").json().get("keys"));
  }

  private Ran run(String... arguments) {
    return Ran.inProcess(Map.of("PLINTH_HOME", folder.toString()), arguments);
  }
}
