package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
final class VaultCommandTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir
  private Path folder;

  @Test
  void keepsAUrlThatOtherCommandsOpen() throws IOException {
    String url = "sqlite:" + folder.resolve("app.db");
    assertThat(run("quickstart", "--url", url, "--rows", "100").exitCode()).isZero();
    Ran set = input(url + "\n", "vault", "set", "main/orders", "--json");
    assertThat(set.json()).containsEntry("credential", "vault:main/orders").containsEntry("version",
        1L);
    assertThat(run("ping", "--url", "vault:main/orders", "--json").json()).containsEntry("backend",
        "sqlite");
    assertThat(run("vault", "list").out()).contains("main");
    assertThat(run("vault", "list", "main").out()).contains("vault:main/orders")
        .doesNotContain(url);
    assertThat(Files.readString(folder.resolve("main.vault"), StandardCharsets.ISO_8859_1))
        .doesNotContain("app.db");
    assertThat(run("vault", "remove", "vault:main/orders").exitCode()).isZero();
    run("ping", "--url", "vault:main/orders").assertFailed(Failures.FAILED, "DB_NOT_FOUND");
    run("vault", "remove", "main/orders").assertFailed(Failures.FAILED, "DB_NOT_FOUND");
  }

  @Test
  void keepsThePasswordOfAUser() {
    assertThat(input("canary", "vault", "set", "main/orders", "--user", "ada").out())
        .doesNotContain("canary", "ada");
    Ran list = run("vault", "list", "main", "--json");
    assertThat(credentials(list)).singleElement()
        .satisfies(entry -> assertThat(entry).containsEntry("credential", "vault:main/orders"));
    assertThat(list.out()).doesNotContain("canary", "ada");
    run("ping", "--url", "vault:main/orders").assertFailed(Failures.FAILED, "no URL");
  }

  @Test
  void keepsAKeyThatOtherCommandsUse() {
    String other = Base64.getEncoder().encodeToString("0123456789abcdef0123456789abcdef".getBytes(
        StandardCharsets.US_ASCII));
    assertThat(input(other, "vault", "set", "main/key").exitCode()).isZero();
    assertThat(run("quickstart", "--url", "sqlite:" + folder.resolve("app.db"), "--rows", "100",
        "--key", "vault:main/key").exitCode()).isZero();
    run("quickstart", "--key", "vault:main/absent").assertFailed(Failures.FAILED, "DB_NOT_FOUND");
  }

  @Test
  void opensWithAPassphraseOrAKeyFile() throws IOException {
    Map<String, String> phrase = Map.of("PLINTH_HOME", folder.toString(), "PLINTH_VAULT_PASSPHRASE",
        "correct horse");
    assertThat(Ran.withInput("x", phrase, "vault", "set", "main/a").exitCode()).isZero();
    assertThat(Ran.inProcess(phrase, "vault", "list", "main").out()).contains("vault:main/a");
    run("vault", "list", "main").assertFailed(Failures.FAILED, "DB_DECRYPTION_FAILED");
    Path key = Files.writeString(folder.resolve("key"), KEY);
    Map<String, String> bare = Map.of("PLINTH_HOME", folder.toString());
    assertThat(
        Ran.withInput("x", bare, "vault", "set", "other/a", "--key", "file:" + key).exitCode())
        .isZero();
    assertThat(run("vault", "list", "other").out()).contains("vault:other/a");
    Ran.inProcess(bare, "vault", "list", "other").assertFailed(Failures.FAILED, "ENCRYPTION_KEY");
  }

  @Test
  void takesNoSecretFromTheCommandLine() {
    run("vault", "set", "canary").assertFailed(Failures.MISUSED, "standard input");
    run("vault", "set", "main/orders", "canary").assertFailed(Failures.MISUSED, "too many");
    run("vault", "set", "main/orders").assertFailed(Failures.MISUSED,
        "standard input holds no secret");
    input("x".repeat(70_000), "vault", "set", "main/orders").assertFailed(Failures.MISUSED,
        "longer");
    run("vault", "list", "../x").assertFailed(Failures.MISUSED, "name of a vault");
    run("vault", "list", "absent").assertFailed(Failures.FAILED, "DB_NOT_FOUND");
    assertThat(run("vault", "list").out()).contains("no vaults");
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> credentials(Ran list) {
    return (List<Map<String, Object>>) Objects.requireNonNull(list.json().get("credentials"));
  }

  private Ran run(String... arguments) {
    return input("", arguments);
  }

  private Ran input(String input, String... arguments) {
    Map<String, String> environment =
        new HashMap<>(Map.of("PLINTH_HOME", folder.toString(), "ENCRYPTION_KEY", KEY));
    return Ran.withInput(input, environment, arguments);
  }
}
