package dev.plinth.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CredentialTest {
  private static final DatabaseUrl SHOP = DatabaseUrl.parse("postgresql://db:5432/shop");

  @Test
  void readsAPassword() {
    assertThat(Credential.parse(" s3cret:/?\n")).isEqualTo(Credential.of("", "s3cret:/?"));
    assertThat(Credential.parse("x").location()).isEmpty();
  }

  @Test
  void readsAUrlAndTakesUserAndPasswordOutOfIt() {
    Credential found = Credential.parse("postgresql://ada:p%40ss@db:5432/shop");
    assertThat(found).isEqualTo(new Credential("ada", "p@ss", SHOP, "", null));
    assertThat(Credential.parse("sqlite:./data/app.db").location().orElseThrow().database())
        .isEqualTo("./data/app.db");
    assertThat(Credential.parse("jdbc:postgresql://db:5432/shop?user=ada&password=x").user())
        .isEqualTo("ada");
  }

  @Test
  void readsAnObjectOfFields() {
    assertThat(Credential.parse("{\"username\": \"ada\", \"password\": \"x\", \"note\": [1]}"))
        .isEqualTo(Credential.of("ada", "x"));
    assertThat(Credential.parse("""
        {"type": "postgresql", "host": "db", "port": 5432, "dbname": "shop", "user": "ada",
         "password": "x", "expiresAt": "2030-01-31T12:00:00Z"}"""))
        .isEqualTo(new Credential("ada", "x", SHOP, "", Instant.parse("2030-01-31T12:00:00Z")));
    assertThat(Credential.ofFields(Map.of("url", "postgresql://ada@db:5432/shop", "password", "x")))
        .isEqualTo(new Credential("ada", "x", SHOP, "", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "{}", "{canary", "{\"note\": \"canary\"}",
      "postgresql://u:canary@:1/db",
      "{\"url\": \"postgresql://a:canary@h/d\", \"password\": \"x\"}",
      "{\"url\": \"fake://h/d\", \"host\": \"h\"}",
      "{\"type\": \"mysql\", \"host\": \"h\", \"port\": \"canary\"}",
      "{\"password\": \"x\", \"expiresAt\": \"canary\"}"})
  void refusesWhatItCannotRead(String text) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> Credential.parse(text))
        .returns(ErrorCode.INVALID_ARGUMENT, DatabaseException::code)
        .withMessageNotContaining("canary");
  }

  @Test
  void showsNothing() {
    Credential credential = Credential.parse("postgresql://canary:canary@db/shop").withVersion("7");
    assertThat(credential.toString()).doesNotContain("canary").contains("postgresql://db/shop",
        "7");
    Options options = Options.defaults().withCredentials(() -> credential);
    assertThat(options.toString()).doesNotContain("canary");
    assertThat(Credentials.of(SHOP, options).toString()).doesNotContain("canary");
  }

  @Test
  void givesWhatTheUrlSaysWithoutOptions() {
    DatabaseUrl url = DatabaseUrl.parse("postgresql://ada:x@db/shop");
    assertThat(Credentials.of(url, Options.defaults()).current())
        .isEqualTo(Credential.of("ada", "x"));
  }

  @Test
  void asksTheOptionsEachTimeAndLeavesTheUserToTheUrl() {
    var versions = new int[1];
    Options options = Options.defaults()
        .withCredentials(() -> Credential.of("", "x").withVersion("" + ++versions[0]));
    Credentials credentials =
        Credentials.of(DatabaseUrl.parse("postgresql://ada@db/shop"), options);
    assertThat(credentials.current().version()).isEqualTo("1");
    assertThat(credentials.current()).isEqualTo(Credential.of("ada", "x").withVersion("2"));
  }

  @Test
  void letsNoMessageOfAnApplicationThrough() {
    Options options = Options.defaults().withCredentials(() -> {
      throw new IllegalStateException("canary");
    });
    Credentials credentials = Credentials.of(SHOP, options);
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(credentials::current)
        .returns(ErrorCode.AUTHENTICATION_FAILED, DatabaseException::code)
        .withMessageNotContaining("canary").withStackTraceContaining("IllegalStateException")
        .satisfies(
            failure -> assertThat(String.valueOf(failure.getCause())).doesNotContain("canary"));
  }
}
