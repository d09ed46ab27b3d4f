package dev.plinth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.HostPort;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresSettingsTest {
  private final PostgresProviderFactory factory = new PostgresProviderFactory();

  @Test
  void readsAUrl() {
    PostgresSettings settings =
        of("postgresql://me:p%40ss:w@db1,[::1]:6000/app?sslmode=require&currentSchema=a,b");
    assertThat(settings.hosts()).containsExactly(new HostPort("db1", 0), new HostPort("::1", 6000));
    assertThat(settings.database()).isEqualTo("app");
    assertThat(settings.driver())
        .isEqualTo(Map.of("sslmode", "require", "currentSchema", "a,b"));
    assertThat(settings.toString()).doesNotContain("p@ss");
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres://me@db/", "postgresql://me@db", "jdbc:postgresql://me@db",
      "postgresql+psycopg2://me@db/me", "postgresql://db/me?user=me"})
  void takesTheNameOfTheUserForTheDatabase(String url) {
    assertThat(of(url).database()).isEqualTo("me");
  }

  @Test
  void takesTheSpellingOfBothLibraries() {
    assertThat(
        of("postgres://me@db/?application_name=a&search_path=s&target_session_attrs=read-write"
            + "&connect_timeout=7").driver())
        .isEqualTo(Map.of("ApplicationName", "a", "currentSchema", "s", "targetServerType",
            "primary"));
    assertThat(of("postgres://me@db/?connectTimeout=7").connectTimeout())
        .isEqualTo(Duration.ofSeconds(7));
    assertThat(of("postgres://me@db/?pgbouncer=true").pooler()).isTrue();
    assertThat(of("postgres://me@db/?sslmode=require&ssl_min_protocol_version=TLSv1.3").leastTls())
        .isEqualTo("TLSv1.3");
  }

  @Test
  void prefersTheUrlToTheProperties() {
    var options = Options.defaults().toBuilder()
        .properties(Map.of("ApplicationName", "b", "pooler", "true")).build();
    PostgresSettings settings =
        PostgresSettings.of(DatabaseUrl.parse("postgres://me@db/?ApplicationName=a"), options);
    assertThat(settings.driver()).containsEntry("ApplicationName", "a");
    assertThat(settings.pooler()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres://me@db/?sslmod=require", "postgres://me@db/?sslmode=full",
      "postgres://me@db/?socketFactory=evil", "postgres://me@db/?loggerFile=/tmp/x",
      "postgres://db/", "postgresql:app", "postgres://me@db/?pooler=maybe",
      "postgres://me@db/?connectTimeout=soon", "postgres://me@db/?pooler=true&currentSchema=a",
      "postgres://me@db/?pooler=true&options=-cx=1",
      "postgres://me@db/?sslMinProtocolVersion=TLSv1",
      "postgres://me@db/?sslMinProtocolVersion=TLSv1.3", "postgres://me@db/?targetServerType=best"})
  void refusesWhatItDoesNotKnow(String url) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> of(url))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void listsTheParametersThatThereAre() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> of("postgres://me@db/?sslmod=require"))
        .withMessageContaining("sslmod").withMessageContaining("sslmode");
  }

  @Test
  void tellsDatabasesApart() {
    String identity = identity("postgres://me:secret@db/app?sslmode=require");
    assertThat(identity("postgresql://me:secret@DB:5432/app?sslmode=require")).isEqualTo(identity);
    assertThat(identity).doesNotContain("secret");
    for (String other : new String[]{"postgres://me:other@db/app?sslmode=require",
        "postgres://you:secret@db/app?sslmode=require", "postgres://me:secret@db/app",
        "postgres://me:secret@db/other?sslmode=require",
        "postgres://me:secret@db:5433/app?sslmode=require"}) {
      assertThat(identity(other)).isNotEqualTo(identity);
    }
  }

  private String identity(String url) {
    return factory.identity(DatabaseUrl.parse(url));
  }

  private static PostgresSettings of(String url) {
    return PostgresSettings.of(DatabaseUrl.parse(url), Options.defaults());
  }
}
