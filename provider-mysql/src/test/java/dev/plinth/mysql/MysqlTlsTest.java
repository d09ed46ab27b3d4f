package dev.plinth.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.TestServers;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS with a genuine MySQL, which makes a certificate for itself that names no host, by both drivers. */
final class MysqlTlsTest {
  private static final String CIPHER =
      "SELECT VARIABLE_VALUE FROM performance_schema.session_status "
          + "WHERE VARIABLE_NAME = 'Ssl_cipher'";

  @TempDir
  private static Path directory;

  private static String url;
  private static ServerAuthority authority;

  @BeforeAll
  static void askTheServer() throws Exception {
    url = TestServers.mysql().freshDatabaseUrl();
    authority = ServerAuthority.of(url);
  }

  @ParameterizedTest
  @CsvSource({"mysql, PREFERRED", "mysql, REQUIRED", "mariadb, PREFERRED", "mariadb, REQUIRED"})
  void speaksTlsWhereTheServerHasIt(String driver, String mode) {
    assertThat(cipher(driver, "sslMode=" + mode)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"mysql", "mariadb"})
  void speaksWithoutTlsWhereThatIsAskedFor(String driver) {
    assertThat(cipher(driver, "sslMode=DISABLED&allowPublicKeyRetrieval=true")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"mysql", "mariadb"})
  void trustsAKnownAuthority(String driver) throws Exception {
    assertThat(cipher(driver, "sslMode=VERIFY_CA&" + trust(driver))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"mysql", "mariadb"})
  void refusesAnUnknownAuthority(String driver) {
    assertRefuses(driver, "sslMode=VERIFY_CA");
    assertRefuses(driver, "sslMode=VERIFY_IDENTITY");
  }

  @ParameterizedTest
  @CsvSource({"mysql", "mariadb"})
  void refusesACertificateOfAnotherHost(String driver) throws Exception {
    assertRefuses(driver, "sslMode=VERIFY_IDENTITY&" + trust(driver));
  }

  /** MariaDB's driver takes a file of authorities, both take a store. */
  @ParameterizedTest
  @EnumSource
  void trustsAStoreOfAuthorities(JdbcDriver driver) throws Exception {
    String name = driver == JdbcDriver.MARIADB ? "mariadb" : "mysql";
    assertThat(cipher(name, "sslMode=VERIFY_CA&" + store())).isNotEmpty();
  }

  private static String trust(String driver) throws Exception {
    return driver.equals("mariadb") ? "sslCa=" + authority.pem(directory) : store();
  }

  private static String store() throws Exception {
    return "sslTrustStore=" + authority.store(directory) + "&sslTrustStorePassword="
        + ServerAuthority.PASSWORD;
  }

  private static String cipher(String driver, String parameters) {
    try (DatabaseProvider database = open(driver, parameters)) {
      return Databases.await(database.queryScalar(Statement.of(CIPHER), String.class)).orElse("");
    }
  }

  private static DatabaseProvider open(String driver, String parameters) {
    return Databases.await(Databases.open(url + "?driver=" + driver + "&" + parameters,
        Options.defaults()));
  }

  private static void assertRefuses(String driver, String parameters) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> open(driver, parameters).close())
        .matches(failure -> failure.code() == ErrorCode.CONNECTION_FAILED);
  }
}
