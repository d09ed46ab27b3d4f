package dev.plinth.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.EncryptionKeys;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.credentials.Credential;
import dev.plinth.credentials.CredentialSource;
import dev.plinth.credentials.Credentials;
import dev.plinth.factory.vault.VaultFile;
import dev.plinth.factory.vault.VaultKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class VaultsTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
  private static final Options OPTIONS = Options.defaults();

  private final FakeServer server = FakeServer.create();

  @TempDir
  private Path folder;

  @Test
  void findsCredentialsInVariables() {
    Vaults vaults = Vaults.builder()
        .environment(Map.of("APP_ORDERS_USER", "ada", "APP_ORDERS_PASSWORD", "x", "APP_WHOLE_URL",
            "fake://ada:y@h/d", "APP_ONE", "z", "PLAIN", "w", "EMPTY", " "))
        .variables("env", "APP_").build();
    assertThat(vaults.find("vault:env/orders")).isEqualTo(Credential.of("ada", "x"));
    assertThat(vaults.find("vault:env/whole").password()).isEqualTo("y");
    assertThat(vaults.find("vault:env/one").password()).isEqualTo("z");
    assertThat(vaults.find("env:PLAIN").password()).isEqualTo("w");
    assertFails(ErrorCode.NOT_FOUND, () -> vaults.find("env:EMPTY"));
    assertFails(ErrorCode.NOT_FOUND, () -> vaults.find("vault:env/plain"));
  }

  @Test
  void findsCredentialsInFiles() throws IOException {
    Files.writeString(folder.resolve("orders"), "fake://ada:x@h/d\n");
    Path fields = Files.createDirectory(folder.resolve("basic"));
    Files.writeString(fields.resolve("username"), "ada\n");
    Files.writeString(fields.resolve("password"), "y\n");
    Files.createDirectory(folder.resolve("hollow"));
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Vaults vaults = Vaults.builder().folder("files", folder).folder("inner", inner).build();
    assertThat(vaults.find("vault:files/orders").password()).isEqualTo("x");
    assertThat(vaults.find("vault:files/basic")).isEqualTo(Credential.of("ada", "y"));
    assertFails(ErrorCode.NOT_FOUND, () -> vaults.find("vault:files/hollow"));
    assertThat(new FolderSource(inner).find("../orders")).isEmpty();
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> vaults.find("vault:inner/../orders"));
    assertThat(vaults.names()).containsExactly("files", "inner");
  }

  @Test
  void findsTheVaultFilesOfAFolder() {
    var file = new VaultFile(folder.resolve("main.vault"),
        VaultKey.of(EncryptionKeys.ofBase64(KEY)));
    file.set("orders", server.url().replace("://", "://ada:one@"));
    Vaults vaults = Vaults.builder()
        .filesOf(folder, () -> VaultKey.of(EncryptionKeys.ofBase64(KEY))).build();
    assertThat(vaults.names()).containsExactly("main");
    Databases.open(Target.of("vault:main/orders"), vaults, OPTIONS).join();
    assertThat(server.url.redacted()).isEqualTo(server.url());
    Credentials credentials = Credentials.of(server.url, server.options);
    assertThat(credentials.current()).extracting(Credential::user, Credential::password)
        .containsExactly("ada", "one");
    file.set("orders", server.url().replace("://", "://ada:two@"));
    assertThat(credentials.current().password()).isEqualTo("two");
    assertThat(server.options.toString()).doesNotContain("ada", "two")
        .contains("vault:main/orders");
  }

  @Test
  void sharesAnEngineAmongHandlesOfOneCredential() {
    var password = new AtomicReference<>("one");
    Vaults vaults = vaults(name -> Optional
        .of(Credential.parse(server.url().replace("://", "://ada:" + password.get() + "@"))));
    Databases.open(Target.ofCredential("app", "orders"), vaults, OPTIONS).join();
    password.set("two");
    Databases.open(Target.ofCredential("app", "orders"), vaults, OPTIONS).join();
    assertThat(server.opened).hasValue(1);
    Databases.open(Target.ofCredential("app", "others"), vaults, OPTIONS).join();
    assertThat(server.opened).hasValue(2);
  }

  @Test
  void opensPartsWithACredential() {
    Vaults vaults = vaults(name -> Optional.of(Credential.of("", "x")));
    String host = server.url().replaceFirst("fake://(.*)/db", "$1");
    var parts = ConnectionSettings.builder("fake").host(host).user("ada").database("db").build();
    Databases.open(Target.of(parts).withCredential("vault:app/orders"), vaults, OPTIONS).join();
    assertThat(Credentials.of(server.url, server.options).current())
        .isEqualTo(Credential.of("ada", "x"));
  }

  @Test
  void opensWhatAVariableNames() {
    Vaults vaults = Vaults.builder()
        .environment(Map.of("APP_URL", server.url(), "WRONG", "fake://u:canary@:1/d")).build();
    Databases.open(Target.of("env:APP_URL"), vaults, OPTIONS).join();
    assertThat(server.opened).hasValue(1);
    assertOpenFails(ErrorCode.INVALID_ARGUMENT, "env:WRONG", Target.of("env:WRONG"), vaults);
    assertOpenFails(ErrorCode.NOT_FOUND, "env:ABSENT", Target.of("env:ABSENT"), vaults);
  }

  @Test
  void refusesATargetThatIsNoDatabase() {
    Vaults vaults = vaults(name -> name.equals("bare")
        ? Optional.of(Credential.of("ada", "canary"))
        : Optional.empty());
    assertOpenFails(ErrorCode.INVALID_ARGUMENT, "no URL", Target.of("vault:app/bare"), vaults);
    assertOpenFails(ErrorCode.NOT_FOUND, "vault:app/absent", Target.of("vault:app/absent"), vaults);
    assertOpenFails(ErrorCode.NOT_FOUND, "there are: app", Target.of("vault:other/x"), vaults);
  }

  @Test
  void refusesAnotherTypeThanAskedFor() {
    Vaults vaults = vaults(name -> Optional.of(Credential.parse(server.url())));
    Target target = Target.ofCredential("app", "orders");
    assertOpenFails(ErrorCode.INVALID_ARGUMENT, "type fake", target.ofType("exclusive"), vaults);
    Databases.open(target.ofType("FAKE"), vaults, OPTIONS).join();
    assertThat(server.options.credentials()).isNull();
  }

  @Test
  void refusesAPasswordBesideCredentials() {
    Options options = OPTIONS.withCredentials(() -> Credential.of("ada", "x"));
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(
            () -> Databases.open(server.url().replace("://", "://a:canary@"), options).join())
        .withMessageContaining("password").withMessageNotContaining("canary");
    assertFails(ErrorCode.INVALID_ARGUMENT,
        () -> Target.of("fake://a:canary@h/d").withCredential("vault:app/x"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "env:", "env:a b", "vault:", "vault:a", "vault:a/", "vault:/b",
      "vault:../a", "vault:a/../b", "vault:a/b//c", "file:canary"})
  void refusesWhatIsNoReference(String text) {
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> Vaults.none().find(text));
  }

  @Test
  void usesTheLastCredentialWhileTheVaultIsAway() {
    var answer = new AtomicReference<CredentialSource>(
        name -> Optional.of(Credential.of("ada", "x")));
    Vaults vaults = vaults(name -> answer.get().find(name));
    Credentials credentials = vaults.credentials("app", "orders");
    assertThat(credentials.current().password()).isEqualTo("x");
    answer.set(failing(ErrorCode.CONNECTION_FAILED));
    assertThat(credentials.current().password()).isEqualTo("x");
    answer.set(failing(ErrorCode.ACCESS_DENIED));
    assertFails(ErrorCode.ACCESS_DENIED, credentials::current);
    answer.set(name -> Optional
        .of(Credential.of("ada", "y").withExpiresAt(Instant.now().minusSeconds(1))));
    assertThat(credentials.current().password()).isEqualTo("y");
    answer.set(failing(ErrorCode.TIMEOUT));
    assertFails(ErrorCode.TIMEOUT, credentials::current);
    assertFails(ErrorCode.CONNECTION_FAILED, () -> vaults(name -> {
      throw new IllegalStateException("canary");
    }).find("vault:app/orders"));
  }

  @Test
  void readsVaultsFromSettings() throws IOException {
    Path key = Files.writeString(folder.resolve("key"), KEY + "\n");
    new VaultFile(folder.resolve("main.vault"), VaultKey.of(EncryptionKeys.ofBase64(KEY)))
        .set("orders", "x");
    Vaults vaults = Vaults.builder().environment(Map.of("ENCRYPTION_KEY", KEY, "P_A", "y"))
        .configured("plain",
            Map.of("type", "encrypted-file", "path", folder.resolve("main.vault").toString()))
        .configured("named",
            Map.of("type", "encrypted-file", "path", folder.resolve("main.vault").toString(), "key",
                "file:" + key))
        .configured("variables", Map.of("type", "environment", "prefix", "P_"))
        .configured("files", Map.of("type", "file", "path", folder.toString())).build();
    assertThat(vaults.find("vault:plain/orders").password()).isEqualTo("x");
    assertThat(vaults.find("vault:named/orders").password()).isEqualTo("x");
    assertThat(vaults.find("vault:variables/a").password()).isEqualTo("y");
    assertThat(vaults.find("vault:files/key").password()).isEqualTo(KEY);
  }

  @Test
  void saysWhatIsWrongWithSettings() {
    VaultsBuilder builder = Vaults.builder().environment(Map.of("SHORT", "canary"));
    assertInvalid("encrypted-file, environment, file", builder, Map.of());
    assertInvalid("plinth-credentials-hashicorp", builder, Map.of("type", "hashicorp"));
    assertInvalid("no setting pth", builder, Map.of("type", "file", "pth", "x"));
    assertInvalid("needs the setting path", builder, Map.of("type", "file"));
    assertInvalid("env:NAME or file:PATH", builder,
        Map.of("type", "encrypted-file", "path", "x", "key", "canary"));
    assertInvalid("env:NAME or file:PATH", builder, Map.of("type", "encrypted-file", "path", "x"));
    assertInvalid("base64", builder,
        Map.of("type", "encrypted-file", "path", "x", "key", "env:SHORT"));
    builder.folder("twice", folder);
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> builder.folder("twice", folder));
    assertFails(ErrorCode.INVALID_ARGUMENT, () -> builder.folder("a/b", folder));
  }

  private static void assertInvalid(String message, VaultsBuilder builder,
      Map<String, String> settings) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> builder.configured("main", settings)).withMessageContaining(message)
        .withMessageContaining("main").withMessageNotContaining("canary")
        .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code);
  }

  private static CredentialSource failing(ErrorCode code) {
    return name -> {
      throw new DatabaseException(code, "no");
    };
  }

  private static Vaults vaults(CredentialSource source) {
    return Vaults.builder().environment(Map.of()).source("app", source).build();
  }

  private static void assertOpenFails(ErrorCode code, String message, Target target,
      Vaults vaults) {
    assertThatExceptionOfType(CompletionException.class)
        .isThrownBy(() -> Databases.open(target, vaults, OPTIONS).join())
        .withMessageContaining(message).withMessageNotContaining("canary")
        .satisfies(failure -> assertThat(failure.getCause())
            .isInstanceOfSatisfying(DatabaseException.class,
                cause -> assertThat(cause.code()).isEqualTo(code)));
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(call)
        .returns(code, DatabaseException::code).withMessageNotContaining("canary");
  }
}
