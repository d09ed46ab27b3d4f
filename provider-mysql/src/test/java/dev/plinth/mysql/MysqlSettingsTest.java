package dev.plinth.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.PoolOptions;
import dev.plinth.TransactionOptions;
import dev.plinth.spi.DatabaseUrl;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MysqlSettingsTest {
  @Test
  void choosesTheDriver() {
    assertThat(settings("mysql://u:p@h/d").driver()).isEqualTo(JdbcDriver.CONNECTOR_J);
    assertThat(settings("mysql://u:p@h/d?driver=mariadb").driver()).isEqualTo(JdbcDriver.MARIADB);
    assertThat(settings("mysql://u:p@h/d?sslCa=/ca.pem").driver()).isEqualTo(JdbcDriver.MARIADB);
    assertThat(settings("mariadb://u:p@h/d").driver()).isEqualTo(JdbcDriver.MARIADB);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mysql://u:p@h", "mysql://h/d", "mysql://u@h/d?frobnicate=1",
      "mysql://u@h/d?sslMode=perhaps", "mysql://u@h/d?driver=other", "mariadb://u@h/d?driver=mysql",
      "mysql://u@h/d?charset=latin1", "mysql://u@h/d?connectTimeout=soon"})
  void refusesWhatItDoesNotUnderstand(String url) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> settings(url)).satisfies(
        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }

  @Test
  void treatsTiDbAsAServiceThatSleeps() {
    MysqlSettings tidb = settings("tidb://u:p@gateway.tidbcloud.com/d");
    assertThat(tidb.port(tidb.hosts().getFirst())).isEqualTo(4000);
    assertThat(tidb.tls()).isEqualTo(Tls.VERIFY_IDENTITY);
    assertThat(tidb.pool().minIdle()).isEqualTo(5);
    assertThat(tidb.pool().maxSize()).isEqualTo(15);
    assertThat(tidb.pool().maxLifetime()).isEqualTo(Duration.ofMinutes(30));
    assertThat(settings("mysql://u:p@gateway.tidbcloud.com:4000/d?ssl=true"))
        .matches(found -> found.expected() == Flavour.TIDB && found.tls() == Tls.VERIFY_IDENTITY);
    Options own = Options.defaults().withPool(PoolOptions.defaults().withMaxSize(2));
    assertThat(MysqlSettings.of(DatabaseUrl.parse("tidb://u:p@h/d"), own).pool().maxSize())
        .isEqualTo(2);
  }

  @Test
  void speaksToTiDbInItsOwnWords() {
    var tidb = new ServerFacts(Flavour.TIDB);
    assertThat(MysqlControl.kill(-1, tidb)).isEqualTo("KILL TIDB QUERY 18446744073709551615");
    assertThat(MysqlControl.kill(7, new ServerFacts(Flavour.MYSQL))).isEqualTo("KILL QUERY 7");
    TransactionOptions reading = TransactionOptions.defaults().asReadOnly();
    assertThat(MysqlControl.begin(reading, tidb)).isEqualTo("START TRANSACTION");
    assertThat(MysqlControl.begin(reading, new ServerFacts(Flavour.MARIADB)))
        .isEqualTo("START TRANSACTION READ ONLY");
    assertThat(tidb.capabilities()).doesNotContain(Capability.READ_ONLY_TRANSACTIONS,
        Capability.ROUTINES, Capability.TRIGGERS, Capability.TRANSACTIONAL_DDL);
  }

  @ParameterizedTest
  @CsvSource({"8.0.36,MySQL Community Server,MYSQL,80036",
      "11.4.5-MariaDB-log,mariadb.org binary distribution,MARIADB,110405",
      "5.5.5-10.11.2-MariaDB,Debian,MARIADB,101102",
      "8.0.11-TiDB-v8.5.0,TiDB Server (Apache License 2.0),TIDB,80011"})
  void knowsServersByWhatTheySay(String version, String comment, Flavour flavour, int number) {
    assertThat(Flavour.of(version, comment, false)).isEqualTo(flavour);
    assertThat(ServerFacts.number(version)).isEqualTo(number);
  }

  @Test
  void tellsConnectionsOfOtherPasswordsApartAndShowsNone() {
    var factory = new MysqlProviderFactory();
    String one = factory.identity(DatabaseUrl.parse("mysql://u:secret@h/d"));
    assertThat(one).isEqualTo(factory.identity(DatabaseUrl.parse("mysql://u:secret@H:3306/d")))
        .isNotEqualTo(factory.identity(DatabaseUrl.parse("mysql://u:other@h/d")))
        .doesNotContain("secret");
    assertThat(settings("mysql://u:secret@h/d").toString()).doesNotContain("secret");
  }

  private static MysqlSettings settings(String url) {
    return MysqlSettings.of(DatabaseUrl.parse(url), Options.defaults());
  }
}
