package dev.plinth.mongo;

import static dev.plinth.factory.Databases.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.OwnCertificate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with a server in process that has a certificate for 127.0.0.1, or for another host. */
@Timeout(60)
final class MongoTlsTest {
  @TempDir
  private Path directory;

  @Test
  void trustsAKnownCertificateOfThisHost() throws Exception {
    OwnCertificate own = OwnCertificate.of("ip:127.0.0.1", directory);
    try (var server = new TlsServer(own)) {
      assertAnswers(server, trust(own));
    }
  }

  @Test
  void refusesAnUnknownCertificate() throws Exception {
    try (var server = new TlsServer(OwnCertificate.of("ip:127.0.0.1", directory))) {
      assertRefuses(server, "tls=true");
      assertRefuses(server, trust(OwnCertificate.of("ip:127.0.0.1", directory)));
    }
  }

  @Test
  void refusesAKnownCertificateOfAnotherHostUnlessAsked() throws Exception {
    OwnCertificate other = OwnCertificate.of("dns:elsewhere.example.com", directory);
    try (var server = new TlsServer(other)) {
      assertRefuses(server, trust(other));
      assertAnswers(server, trust(other) + "&tlsAllowInvalidHostnames=true");
    }
  }

  @Test
  void speaksNothingElseWithAServerOfTls() throws Exception {
    try (var server = new TlsServer(OwnCertificate.of("ip:127.0.0.1", directory))) {
      assertRefuses(server, "tls=false");
    }
  }

  private String trust(OwnCertificate certificate) throws Exception {
    Path file = Files.createTempFile(directory, "trusted", ".pem");
    return "tls=true&tlsCAFile=" + Files.writeString(file, certificate.certificatePem());
  }

  private static void assertAnswers(TlsServer server, String parameters) {
    try (DatabaseProvider database = open(server, parameters)) {
      assertThat(await(database.ping())).isPositive();
    }
  }

  private static void assertRefuses(TlsServer server, String parameters) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> open(server, parameters).close())
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CONNECTION_FAILED));
  }

  private static DatabaseProvider open(TlsServer server, String parameters) {
    Options options = Options.defaults()
        .withPool(Options.defaults().pool().withConnectTimeout(Duration.ofSeconds(2)));
    return await(
        Databases.open("mongodb://127.0.0.1:" + server.port + "/notes?" + parameters, options));
  }

  private static final class TlsServer implements AutoCloseable {
    private final MongoServer server = new MongoServer(new MemoryBackend());
    private final int port;

    TlsServer(OwnCertificate own) throws GeneralSecurityException {
      server.enableSsl(own.key(), null, own.certificate());
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      port = server.getLocalAddress().getPort();
    }

    @Override
    public void close() {
      server.shutdownNow();
    }
  }
}
