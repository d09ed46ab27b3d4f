package dev.plinth.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.EncryptionKeys;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class EnvironmentTest {
  private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

  @Test
  void prefersTheGeneralVariable() {
    assertThat(
        url(Map.of("DATABASE_URL", "mysql://h/a", "TIDB_URL", "tidb://h/b", "TIDB_HOST", "c")))
        .isEqualTo(DatabaseUrl.parse("mysql://h/a"));
    assertThat(url(Map.of("DATABASE_URL", "", "TIDB_URL", "mysql+aiomysql://h/b?ssl=true",
        "TIDB_HOST", "c"))).isEqualTo(DatabaseUrl.parse("mysql://h/b?ssl=true"));
  }

  @Test
  void readsThePartsOfTidb() {
    assertThat(
        url(Map.of("TIDB_HOST", "gateway.example.com", "TIDB_PORT", "4000", "TIDB_USER", "ada",
            "TIDB_PASSWORD", "p@ss", "TIDB_DATABASE", "app")))
        .isEqualTo(DatabaseUrl.parse("tidb://ada:p%40ss@gateway.example.com:4000/app"));
    assertThat(url(Map.of("TIDB_HOST", "h", "TIDB_PORT", "")))
        .isEqualTo(DatabaseUrl.parse("tidb://h"));
  }

  @Test
  void hasADefaultOnlyWhereOneIsAskedFor() {
    assertThat(new Environment(Map.of()).url(true))
        .isEqualTo(DatabaseUrl.parse("sqlite:./data/app.db"));
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> url(Map.of()))
        .withMessageContaining("DATABASE_URL").withMessageContaining("TIDB_HOST");
  }

  @Test
  void readsTheEncryptionKeyUnlessTheOptionsHaveOne() {
    var environment = new Environment(Map.of("ENCRYPTION_KEY", KEY));
    assertThat(environment.options(Options.defaults()).encryptionKeys())
        .isEqualTo(EncryptionKeys.ofBase64(KEY));
    Options own = Options.defaults().encryptionKeys(EncryptionKeys.of("own", new byte[32]));
    assertThat(environment.options(own)).isEqualTo(own);
    assertThat(new Environment(Map.of()).options(own)).isEqualTo(own);
  }

  @Test
  void namesTheVariableThatIsWrongWithoutItsValue() {
    assertRefused(Map.of("DATABASE_URL", "canary"), "DATABASE_URL");
    assertRefused(Map.of("TIDB_HOST", "ada:canary@h"), "TIDB_HOST");
    assertRefused(Map.of("TIDB_HOST", "h", "TIDB_PORT", "canary"), "TIDB_PORT");
    assertRefused(Map.of("DATABASE_URL", "fake://h", "ENCRYPTION_KEY", "canary"), "ENCRYPTION_KEY");
  }

  @Test
  void opensWhatTheVariablesName() {
    FakeServer server = FakeServer.create();
    assertThat(
        Databases.fromEnvironment(Map.of("DATABASE_URL", server.url(), "ENCRYPTION_KEY", KEY)))
        .succeedsWithin(Duration.ofSeconds(5));
    assertThat(server.open).hasValue(1);
  }

  private static void assertRefused(Map<String, String> variables, String named) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Databases.await(Databases.fromEnvironment(variables)))
        .withMessageContaining(named)
        .satisfies(failure -> assertThat(failure).hasMessageNotContaining("canary"));
  }

  private static DatabaseUrl url(Map<String, String> variables) {
    return new Environment(variables).url(false);
  }
}
