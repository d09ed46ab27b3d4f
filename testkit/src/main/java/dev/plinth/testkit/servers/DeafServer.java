package dev.plinth.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port at which nobody answers. */
public final class DeafServer implements AutoCloseable {
  private static final int FULL_AFTER_MILLIS = 300;

  private final ServerSocket listener;
  private final List<Socket> queue = new ArrayList<>();

  private DeafServer(int backlog) {
    try {
      listener = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** One that takes connections and says nothing. */
  public static DeafServer sayingNothing() {
    return new DeafServer(1_000);
  }

  /** One to which a connection is never made: its queue of connections is full. */
  public static DeafServer neverConnecting() {
    var deaf = new DeafServer(1);
    deaf.fillQueue();
    return deaf;
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return listener.getLocalPort();
  }

  /** The same URL, at this port. */
  public String instead(String url) {
    return TestUrls.throughPort(url, port());
  }

  /** Listens no more. */
  @Override
  public void close() {
    queue.forEach(TcpProxy::quietly);
    TcpProxy.quietly(listener);
  }

  private void fillQueue() {
    try {
      while (true) {
        var socket = new Socket();
        queue.add(socket);
        socket.connect(listener.getLocalSocketAddress(), FULL_AFTER_MILLIS);
      }
    } catch (SocketTimeoutException full) {
      // As it should be.
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
