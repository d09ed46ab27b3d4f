package dev.plinth.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TcpProxyTest {
  private static final int PATIENCE_MILLIS = 30_000;

  private EchoServer server;
  private TcpProxy proxy;

  @BeforeEach
  void open() throws IOException {
    server = new EchoServer();
    proxy = TcpProxy.before("127.0.0.1", server.port());
  }

  @AfterEach
  void close() {
    proxy.close();
    server.close();
  }

  @Test
  void passesEverythingOnUnchanged() throws IOException {
    byte[] sent = new byte[1_000_000];
    new Random(1).nextBytes(sent);
    try (Socket client = connect()) {
      Thread.ofVirtual().start(() -> write(client, sent));
      assertThat(client.getInputStream().readNBytes(sent.length)).isEqualTo(sent);
      client.shutdownOutput();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    Awaitility.await().until(() -> proxy.connections() == 0);
  }

  @Test
  void delaysBothWays() throws IOException {
    try (Socket client = connect()) {
      assertThat(say(client, "a")).isEqualTo("a");
      proxy.delay(Duration.ofMillis(50));
      long before = System.nanoTime();
      assertThat(say(client, "b")).isEqualTo("b");
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(100), Duration.ofSeconds(5));
    }
  }

  @Test
  void delaysAllThatIsOnTheWayOnceAndNotPieceByPiece() throws IOException {
    byte[] sent = new byte[400_000];
    proxy.delay(Duration.ofMillis(100));
    try (Socket client = connect()) {
      long before = System.nanoTime();
      Thread.ofVirtual().start(() -> write(client, sent));
      assertThat(client.getInputStream().readNBytes(sent.length)).hasSize(sent.length);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
    }
  }

  @Test
  void letsNoMorePassThanIsAllowed() throws IOException {
    byte[] sent = new byte[20_000];
    proxy.throttle(100_000);
    try (Socket client = connect()) {
      long before = System.nanoTime();
      Thread.ofVirtual().start(() -> write(client, sent));
      assertThat(client.getInputStream().readNBytes(sent.length)).hasSize(sent.length);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isBetween(Duration.ofMillis(180), Duration.ofSeconds(5));
    }
  }

  @Test
  void cutsAll() throws IOException {
    try (Socket one = connect(); Socket other = connect()) {
      assertThat(say(one, "a") + say(other, "b")).isEqualTo("ab");
      proxy.cutAll();
      assertThatThrownBy(() -> one.getInputStream().read()).isInstanceOf(SocketException.class);
      assertThatThrownBy(() -> other.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    try (Socket next = connect()) {
      assertThat(say(next, "c")).isEqualTo("c");
    }
  }

  @Test
  void cutsEachConnectionAfterSomeBytes() throws IOException {
    proxy.cutRandomly(new Random(1), 100);
    for (int i = 0; i < 20; i++) {
      try (Socket client = connect()) {
        assertThatThrownBy(() -> {
          for (int said = 0; said < 200; said++) {
            assertThat(say(client, "x")).isEqualTo("x");
          }
        }).isInstanceOf(SocketException.class);
      }
    }
    proxy.cutNoMore();
    try (Socket client = connect()) {
      assertThat(say(client, "y".repeat(1_000))).isEqualTo("y".repeat(1_000));
    }
  }

  @Test
  void endsWhatComesFromTheServerAlone() throws IOException {
    try (Socket client = connect()) {
      assertThat(say(client, "a")).isEqualTo("a");
      proxy.halfClose();
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      client.getOutputStream().write('b');
      assertThat(proxy.connections()).isEqualTo(1);
    }
  }

  @Test
  void hangsAndResumes() throws IOException {
    try (Socket client = connect()) {
      proxy.hang();
      client.getOutputStream().write('a');
      client.setSoTimeout(100);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      proxy.resume();
      client.setSoTimeout(PATIENCE_MILLIS);
      assertThat(client.getInputStream().read()).isEqualTo('a');
    }
  }

  @Test
  void refusesConnectionsAndTakesThemAgain() throws IOException {
    try (Socket old = connect()) {
      assertThat(say(old, "a")).isEqualTo("a");
      proxy.stopAccepting();
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      assertThat(say(old, "b")).isEqualTo("b");
      proxy.acceptAgain();
      try (Socket next = connect()) {
        assertThat(say(next, "c")).isEqualTo("c");
      }
    }
  }

  @Test
  void resetsClientsWhereTheServerIsGone() throws IOException {
    server.close();
    try (Socket client = connect()) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void namesItselfInAUrl() {
    assertThat(TcpProxy.before("postgresql://u:p%40@db.example:99/x?sslmode=disable")
        .through("postgresql://u:p%40@db.example:99/x?sslmode=disable"))
        .matches("postgresql://u:p%40@127\\.0\\.0\\.1:\\d+/x\\?sslmode=disable");
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    // An interrupt, which is what a test's timeout is, does not end a read.
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String say(Socket client, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    client.getOutputStream().write(bytes);
    byte[] answer = client.getInputStream().readNBytes(bytes.length);
    if (answer.length < bytes.length) {
      throw new SocketException("the stream has ended");
    }
    return new String(answer, StandardCharsets.US_ASCII);
  }

  private static void write(Socket client, byte[] bytes) {
    try {
      client.getOutputStream().write(bytes);
    } catch (IOException cut) {
      TcpProxy.quietly(client);
    }
  }
}
