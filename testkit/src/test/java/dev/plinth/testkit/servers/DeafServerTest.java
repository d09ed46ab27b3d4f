package dev.plinth.testkit.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class DeafServerTest {
  @Test
  void isNeverConnectedTo() throws IOException {
    try (var deaf = DeafServer.neverConnecting(); var client = new Socket()) {
      assertThatThrownBy(() -> client.connect(address(deaf), 200))
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void saysNothing() throws IOException {
    try (var deaf = DeafServer.sayingNothing(); var client = new Socket()) {
      client.connect(address(deaf), 200);
      client.setSoTimeout(200);
      client.getOutputStream().write('a');
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void standsInAUrl() {
    try (var deaf = DeafServer.sayingNothing()) {
      assertThat(deaf.instead("mysql://u:p@db.example/x"))
          .isEqualTo("mysql://u:p@127.0.0.1:" + deaf.port() + "/x");
    }
  }

  private static InetSocketAddress address(DeafServer deaf) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), deaf.port());
  }
}
