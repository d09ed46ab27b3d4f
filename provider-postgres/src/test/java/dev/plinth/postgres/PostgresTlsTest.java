package dev.plinth.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.OwnCertificate;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Base64;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with a server that has a certificate for 127.0.0.1, or for another host. The server reads it anew meanwhile. */
final class PostgresTlsTest {
  private static final String VERSION =
      "SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

  @TempDir
  private static Path directory;

  private static String url;

  @BeforeAll
  static void giveTheServerACertificate() throws Exception {
    url = Postgres.freshUrl();
    assertRefuses(ErrorCode.CONNECTION_FAILED, "sslmode=require");
    install(OwnCertificate.of("ip:127.0.0.1", directory));
    Postgres.execute(url, "ALTER SYSTEM SET ssl_cert_file = 'plinth.crt'",
        "ALTER SYSTEM SET ssl_key_file = 'plinth.key'", "ALTER SYSTEM SET ssl = on");
    reload("on");
  }

  @AfterAll
  static void takeItAway() throws Exception {
    Postgres.execute(url, "ALTER SYSTEM RESET ssl", "ALTER SYSTEM RESET ssl_cert_file",
        "ALTER SYSTEM RESET ssl_key_file");
    reload("off");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sslmode=prefer", "sslmode=require",
      "sslmode=require&sslMinProtocolVersion=TLSv1.3", "sslmode=require&sslNegotiation=direct"})
  void speaksTlsWhereTheServerHasIt(String parameters) {
    assertThat(version(parameters)).startsWith("TLSv1.");
  }

  @Test
  void speaksWithoutTlsWhereThatIsAskedFor() {
    assertThat(version("sslmode=disable")).isEmpty();
  }

  @Test
  void trustsAKnownCertificateOfThisHost() throws Exception {
    OwnCertificate own = OwnCertificate.of("ip:127.0.0.1", directory);
    install(own);
    assertThat(version("sslmode=verify-ca&" + trust(own))).startsWith("TLSv1.");
    assertThat(version("sslmode=verify-full&" + trust(own))).startsWith("TLSv1.");
  }

  @Test
  void refusesAKnownCertificateOfAnotherHost() throws Exception {
    OwnCertificate other = OwnCertificate.of("dns:elsewhere.example.com", directory);
    install(other);
    assertThat(version("sslmode=verify-ca&" + trust(other))).startsWith("TLSv1.");
    assertRefuses(ErrorCode.CONNECTION_FAILED, "sslmode=verify-full&" + trust(other));
  }

  @Test
  void refusesAnUnknownCertificate() throws Exception {
    OwnCertificate unused = OwnCertificate.of("ip:127.0.0.1", directory);
    assertRefuses(ErrorCode.CONNECTION_FAILED, "sslmode=verify-ca&" + trust(unused));
    assertRefuses(ErrorCode.CONNECTION_FAILED, "sslmode=verify-full&" + trust(unused));
  }

  private static String trust(OwnCertificate certificate) throws Exception {
    Path file = Files.createTempFile(directory, "trusted", ".pem");
    return "sslrootcert=" + Files.writeString(file, certificate.certificatePem());
  }

  private static String version(String parameters) {
    try (DatabaseProvider database = Postgres.open(url + "?" + parameters)) {
      return Databases.await(database.queryScalar(Statement.of(VERSION), String.class)).orElse("");
    }
  }

  private static void assertRefuses(ErrorCode code, String parameters) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Postgres.open(url + "?" + parameters).close())
        .matches(failure -> failure.code() == code);
  }

  /** Through the server itself, which takes a key of its own user alone. */
  private static void install(OwnCertificate certificate)
      throws SQLException, GeneralSecurityException {
    Postgres.execute(url, writing("plinth.crt", certificate.certificatePem()),
        writing("plinth.key", certificate.keyPem()), "SELECT pg_reload_conf()");
    if (Postgres.text(url, "SHOW ssl").equals("on")) {
      awaitCertificate(certificate);
    }
  }

  private static String writing(String file, String content) {
    String encoded =
        Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.US_ASCII));
    return "COPY (SELECT '" + encoded + "') TO PROGRAM 'umask 077; base64 -d > " + file + "'";
  }

  private static void awaitCertificate(OwnCertificate certificate) {
    Awaitility.await().until(() -> {
      try {
        return !version("sslmode=verify-ca&" + trust(certificate)).isEmpty();
      } catch (DatabaseException formerOne) {
        return false;
      }
    });
  }

  private static void reload(String ssl) throws SQLException {
    Postgres.execute(url, "SELECT pg_reload_conf()");
    Awaitility.await().until(() -> Postgres.text(url, "SHOW ssl").equals(ssl));
  }
}
