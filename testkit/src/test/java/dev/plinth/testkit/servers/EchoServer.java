package dev.plinth.testkit.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Says what it hears, line by line or byte by byte, until its client has nothing more to say. */
final class EchoServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Thread acceptor;

  EchoServer() throws IOException {
    listener = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    acceptor = Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Thread.ofVirtual().start(() -> echo(client));
      } catch (IOException closed) {
        TcpProxy.quietly(listener);
      }
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException cut) {
      // The client is gone.
    }
  }

  /** Ends once no further client is taken: a thread within accept may still take one after the close. */
  @Override
  public void close() {
    TcpProxy.quietly(listener);
    TcpProxy.join(acceptor);
  }
}
