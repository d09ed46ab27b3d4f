package dev.plinth.hashicorp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.credentials.Credential;
import dev.plinth.credentials.CredentialSource;
import dev.plinth.credentials.Credentials;
import dev.plinth.factory.Vaults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
final class HashicorpCredentialsTest {
  private static final Map<String, String> ENVIRONMENT = Map.of("VAULT_TOKEN", FakeVault.TOKEN);

  @TempDir
  private Path folder;

  private FakeVault server;
  private CredentialSource source;

  @BeforeEach
  void start() throws IOException {
    server = new FakeVault();
    source = open(Map.of());
  }

  @AfterEach
  void stop() {
    source.close();
    server.close();
  }

  @Test
  void readsWhatIsStored() {
    server.put("app/orders", "{\"username\":\"ada\",\"password\":\"canary\"}", 3);
    Credential found = source.find("app/orders").orElseThrow();
    assertThat(found).isEqualTo(Credential.of("ada", "canary").withVersion("3"));
    assertThat(found.toString()).doesNotContain("ada", "canary").contains("3");
    assertThat(source.find("app/absent")).isEmpty();
    assertThat(source.find("../sys/seal")).isEmpty();
    assertThat(source.find("app?version=1")).isEmpty();
  }

  @Test
  void readsAWholeUrlAndItsParts() {
    server.put("url", "{\"url\":\"postgresql://ada:canary@db:5432/shop\"}", 1);
    server.put("parts", "{\"type\":\"mysql\",\"host\":\"db\",\"port\":3306,\"database\":\"shop\","
        + "\"user\":\"ada\",\"password\":\"canary\",\"note\":\"x\"}", 1);
    assertThat(source.find("url").orElseThrow().location().orElseThrow().redacted())
        .isEqualTo("postgresql://db:5432/shop");
    assertThat(source.find("parts").orElseThrow().location().orElseThrow().redacted())
        .isEqualTo("mysql://db:3306/shop");
  }

  @Test
  void isFoundByItsTypeAndSeesARotation() {
    server.put("orders", "{\"password\":\"old\"}", 1);
    try (Vaults vaults = Vaults.builder().environment(ENVIRONMENT)
        .configured("corp", Map.of("type", "hashicorp", "address", server.address())).build()) {
      Credentials credentials = vaults.credentials("corp", "orders");
      assertThat(credentials.current().password()).isEqualTo("old");
      server.put("orders", "{\"password\":\"new\"}", 2);
      assertThat(credentials.current().password()).isEqualTo("new");
      server.status = 503;
      assertThat(credentials.current().password()).isEqualTo("new");
      server.status = 403;
      assertFails(ErrorCode.ACCESS_DENIED, credentials::current);
    }
  }

  @Test
  void readsTheTokenForEveryRequest() throws IOException {
    server.put("orders", "{\"password\":\"canary\"}", 1);
    Path file = folder.resolve("token");
    CredentialSource fromFile = open(Map.of("token", "file:" + file));
    assertFails(ErrorCode.AUTHENTICATION_FAILED, () -> fromFile.find("orders"));
    Files.writeString(file, FakeVault.TOKEN + "\n");
    assertThat(fromFile.find("orders")).isPresent();
    server.token = "hvs.renewed";
    assertFails(ErrorCode.ACCESS_DENIED, () -> fromFile.find("orders"));
    Files.writeString(file, "hvs.renewed");
    assertThat(fromFile.find("orders")).isPresent();
    fromFile.close();
  }

  @Test
  void readsBelowMountAndPrefixInANamespace() {
    server.answers.put("/v1/team/kv/data/apps/orders",
        "{\"data\":{\"data\":{\"password\":\"x\"},\"metadata\":{}}}");
    CredentialSource below =
        open(Map.of("mount", "team/kv", "prefix", "apps", "namespace", "emea"));
    assertThat(below.find("orders")).isPresent();
    assertThat(server.namespaces).containsExactly("emea");
    below.close();
  }

  @ParameterizedTest
  @CsvSource({"429,CONNECTION_FAILED", "500,CONNECTION_FAILED", "503,CONNECTION_FAILED",
      "400,QUERY_FAILED", "307,QUERY_FAILED"})
  void saysWhatAStatusMeans(int status, ErrorCode code) {
    server.put("orders", "{\"password\":\"canary\"}", 1);
    server.status = status;
    assertFails(code, () -> source.find("orders"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "{}", "{\"data\":[]}", "{\"data\":{\"data\":null}}"})
  void refusesOtherAnswers(String body) {
    server.answers.put("/v1/secret/data/orders", body);
    assertFails(ErrorCode.QUERY_FAILED, () -> source.find("orders"));
  }

  @Test
  void waitsForABoundedTime() {
    server.stalls = true;
    CredentialSource hasty = open(Map.of("timeoutMs", "300"));
    assertFails(ErrorCode.TIMEOUT, () -> hasty.find("orders"));
    hasty.close();
  }

  @Test
  void refusesAnEndlessAnswer() {
    server.put("orders", "{\"password\":\"" + "x".repeat(3 << 20) + "\"}", 1);
    assertFails(ErrorCode.CONNECTION_FAILED, () -> source.find("orders"));
  }

  @Test
  void saysThatNobodyAnswers() {
    server.close();
    assertFails(ErrorCode.CONNECTION_FAILED, () -> source.find("orders"));
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertInvalid("adress", Map.of("adress", "x"));
    assertInvalid("https://vault.example.com:8200", Map.of("address", "vault:8200"));
    assertInvalid("use https", Map.of("address", "http://vault.example.com:8200"));
    assertInvalid("env:NAME or file:PATH", Map.of("token", "hvs.canary"));
    assertInvalid("mount", Map.of("mount", "../sys"));
    assertInvalid("timeoutMs", Map.of("timeoutMs", "0"));
    open(Map.of("address", "http://vault.example.com:8200", "plaintext", "true")).close();
  }

  private void assertInvalid(String message, Map<String, String> settings) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> open(settings))
        .withMessageContaining(message).withMessageNotContaining("canary")
        .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code);
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(call)
        .returns(code, DatabaseException::code)
        .satisfies(failure -> assertThat(failure.toString()).doesNotContain("canary", "hvs"));
  }

  private CredentialSource open(Map<String, String> settings) {
    var all = new HashMap<>(Map.of("address", server.address()));
    all.putAll(settings);
    return new HashicorpCredentials().open(all, ENVIRONMENT);
  }
}
