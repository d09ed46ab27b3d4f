package dev.plinth.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.spi.DatabaseUrl;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConnectionSettingsTest {
  private static final ConnectionSettings FULL =
      ConnectionSettings.builder("PostgreSQL").host("db.example.com").port(5433).user("ada")
          .password("p@ss:w/rd%").database("app").parameter("sslmode", "require").build();

  @Test
  void saysTheSameAsAUrl() {
    assertThat(FULL.url()).isEqualTo(DatabaseUrl
        .parse("postgresql://ada:p%40ss:w%2Frd%25@db.example.com:5433/app?sslmode=require"));
    assertThat(FULL.toBuilder().build()).isEqualTo(FULL);
    assertThat(ConnectionSettings.builder("sqlite").database("./x.db").build().url())
        .isEqualTo(DatabaseUrl.parse("sqlite:./x.db"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "server"})
  void readsAMapWithEitherNameOfTheHost(String host) {
    assertThat(ConnectionSettings.of(Map.of("type", "postgresql", host, "db.example.com", "port",
        "5433", "user", "ada", "password", "p@ss:w/rd%", "database", "app", "parameters.sslmode",
        "require"))).isEqualTo(FULL);
  }

  static Stream<Supplier<ConnectionSettings>> refused() {
    ConnectionSettingsBuilder mysql = ConnectionSettings.builder("mysql");
    return Stream.of(() -> ConnectionSettings.builder("").build(),
        () -> ConnectionSettings.builder("my sql").build(),
        () -> mysql.host("h:1").build(), () -> mysql.host("ada:canary@h").build(),
        () -> mysql.host("h").port(65536).build(), () -> mysql.host("h").port(-1).build(),
        () -> mysql.port(0).host("").user("ada").build(),
        () -> ConnectionSettings.builder("sqlite").host("h").build(),
        () -> ConnectionSettings.of(Map.of("host", "h")),
        () -> ConnectionSettings.of(Map.of("type", "mysql", "host", "h", "server", "g")),
        () -> ConnectionSettings.of(Map.of("type", "mysql", "host", "h", "port", "canary")));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatNoUrlCouldSay(Supplier<ConnectionSettings> construction) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(construction::get)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
        .satisfies(failure -> assertThat(failure).hasMessageNotContaining("canary"));
  }

  @Test
  void namesAnUnknownSettingAndWhatThereIs() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> ConnectionSettings.of(Map.of("type", "mysql", "hostname", "h")))
        .withMessageContaining("hostname").withMessageContaining("server");
  }

  @Test
  void showsNoSecret() {
    assertThat(FULL.toBuilder().parameter("key", "canary").build().toString())
        .doesNotContain("p@ss", "ada", "canary")
        .contains("postgresql://***@db.example.com:5433/app?sslmode=require&***");
  }

  @Test
  void areOpened() {
    FakeServer server = FakeServer.create();
    String host = DatabaseUrl.parse(server.url()).host().host();
    assertThat(Databases.open(ConnectionSettings.builder("fake").server(host).build()))
        .succeedsWithin(Duration.ofSeconds(5));
    assertThat(server.open).hasValue(1);
  }
}
