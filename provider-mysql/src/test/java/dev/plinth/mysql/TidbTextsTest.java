package dev.plinth.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.Isolation;
import dev.plinth.Options;
import dev.plinth.TransactionOptions;
import dev.plinth.credentials.Credential;
import dev.plinth.spi.DatabaseUrl;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is sent to TiDB, of which no server was at hand. */
final class TidbTextsTest {
  private static final String VERSION = "8.0.11-TiDB-v8.5.1";

  private static ServerFacts facts(Flavour flavour) {
    return new ServerFacts(flavour);
  }

  private static MysqlDialect dialect(MysqlSettings settings, Flavour flavour) {
    ServerFacts facts = facts(flavour);
    var connections = new MysqlConnections(settings, () -> Credential.of("u", "p"), facts);
    return new MysqlDialect(settings, facts, new BulkLoads(settings, connections, facts));
  }

  private static MysqlSettings settings(String url) {
    return MysqlSettings.of(DatabaseUrl.parse(url), Options.defaults());
  }

  @Test
  void tellsTheServersByWhatTheySay() {
    assertThat(Flavour.of(VERSION, "TiDB Server (Apache License 2.0)", false))
        .isEqualTo(Flavour.TIDB);
    assertThat(Flavour.of("5.5.5-10.11.6-MariaDB", "Debian", false)).isEqualTo(Flavour.MARIADB);
    assertThat(Flavour.of("8.0.39", "Source distribution", true)).isEqualTo(Flavour.AURORA);
    assertThat(Flavour.of("9.7.0", "MySQL Community Server - GPL", false))
        .isEqualTo(Flavour.MYSQL);
    assertThat(ServerFacts.number("v8.5.1")).isEqualTo(80_501);
    assertThat(ServerFacts.number("5.5.5-10.11.6-MariaDB")).isEqualTo(101_106);
  }

  @Test
  void endsAStatementByAllBitsOfItsConnection() {
    long id = -2L;
    assertThat(MysqlControl.kill(id, facts(Flavour.TIDB)))
        .isEqualTo("KILL TIDB QUERY 18446744073709551614");
    assertThat(MysqlControl.kill(7, facts(Flavour.MYSQL))).isEqualTo("KILL QUERY 7");
    assertThat(MysqlControl.kill(7, facts(Flavour.MARIADB))).isEqualTo("KILL QUERY 7");
  }

  @Test
  void knowsWhoseGeneratedKeysFollowEachOther() {
    ServerFacts facts = facts(Flavour.MYSQL);
    assertThat(facts.countsWithoutGaps()).isTrue();
    facts.learn(Flavour.MYSQL, "8.0.36-28.1",
        ServerFacts.isGalera("Percona XtraDB Cluster (GPL), WSREP version 26.1.4.3"), false, 1);
    assertThat(facts.countsWithoutGaps()).isFalse();
    assertThat(ServerFacts.isGalera("MySQL Community Server - GPL")).isFalse();
    assertThat(facts(Flavour.TIDB).countsWithoutGaps()).isFalse();
  }

  @Test
  void beginsWithoutWordsThatTidbRefuses() {
    TransactionOptions reads = TransactionOptions.defaults().asReadOnly();
    assertThat(MysqlControl.begin(reads, facts(Flavour.TIDB))).isEqualTo("START TRANSACTION");
    assertThat(MysqlControl.begin(reads, facts(Flavour.MYSQL)))
        .isEqualTo("START TRANSACTION READ ONLY");
    assertThat(MysqlControl.begin(TransactionOptions.defaults()
        .withIsolation(Isolation.READ_COMMITTED), facts(Flavour.TIDB)))
        .isEqualTo("START TRANSACTION");
  }

  @Test
  void locksWithoutTheSharedLockThatTidbIgnores() {
    MysqlSettings settings = settings("tidb://u:p@localhost/d");
    assertThat(dialect(settings, Flavour.TIDB).keyLock())
        .isEqualTo(" FOR UPDATE");
    assertThat(dialect(settings, Flavour.MYSQL).keyLock())
        .isEqualTo(" LOCK IN SHARE MODE");
  }

  @Test
  void declaresWhatTidbLacks() {
    assertThat(facts(Flavour.TIDB).capabilities())
        .doesNotContain(Capability.ROUTINES, Capability.TRIGGERS,
            Capability.READ_ONLY_TRANSACTIONS, Capability.CHECK_CONSTRAINTS,
            Capability.TRANSACTIONAL_DDL, Capability.SERIALIZABLE_TRANSACTIONS,
            Capability.LIST_UPDATES)
        .contains(Capability.SEQUENCES);
    assertThat(facts(Flavour.MYSQL).capabilities()).doesNotContain(Capability.SEQUENCES)
        .contains(Capability.ROUTINES, Capability.TRIGGERS);
  }

  @Test
  void keepsFewConnectionsOverVerifiedTls() {
    MysqlSettings settings = settings("tidb://u:p@localhost/d");
    assertThat(settings.tls()).isEqualTo(Tls.VERIFY_IDENTITY);
    assertThat(settings.port(settings.hosts().getFirst())).isEqualTo(4000);
    assertThat(settings.pool().minIdle()).isEqualTo(5);
    assertThat(settings.pool().maxSize()).isEqualTo(15);
    assertThat(settings.pool().maxLifetime()).isEqualTo(Duration.ofMinutes(30));
  }

  @ParameterizedTest
  @CsvSource({"9007, HY000, SERIALIZATION_FAILED", "8002, HY000, SERIALIZATION_FAILED",
      "8022, HY000, SERIALIZATION_FAILED", "8028, HY000, SERIALIZATION_FAILED",
      "8229, HY000, LOCK_TIMEOUT", "8048, HY000, UNSUPPORTED", "9001, HY000, CONNECTION_FAILED",
      "1213, 40001, DEADLOCK", "1062, 23000, UNIQUE_VIOLATION",
      "1452, 23000, FOREIGN_KEY_VIOLATION",
      "1048, 23000, NOT_NULL_VIOLATION", "4025, 23000, CHECK_VIOLATION",
      "1644, 45000, CHECK_VIOLATION", "1114, HY000, STORAGE_FULL", "0, 08S01, CONNECTION_FAILED",
      "0, 42000, INVALID_QUERY", "99999, HY000, QUERY_FAILED"})
  void codesNumbersWithoutTheValuesOfMessages(int number, String state, String code) {
    var failure =
        MysqlErrors.translate(new SQLException("Duplicate entry 'secret'", state, number));
    assertThat(failure.code().name()).isEqualTo(code);
    assertThat(failure.vendorCode()).isEqualTo(number);
    assertThat(failure).hasMessageNotContaining("secret");
    assertThat(failure.getCause()).hasMessageNotContaining("secret");
  }
}
