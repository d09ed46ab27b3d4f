package dev.plinth.testkit.servers;

import dev.plinth.spi.DatabaseUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A network between clients and a server, which fails on demand: slow, cut, half closed, narrow, deaf.
 * It listens on the loopback interface. What is asked of it holds for the connections that there are and
 * for those to come, unless a method says otherwise.
 */
public final class TcpProxy implements AutoCloseable {
  private static final int BACKLOG = 1_000;

  private final InetSocketAddress server;
  private final NetworkState state = new NetworkState();
  private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
  private final int port;
  private @Nullable ServerSocket listener;
  private @Nullable Thread acceptor;
  private boolean closed;

  private TcpProxy(InetSocketAddress server) {
    this.server = server;
    this.port = listen(0);
  }

  /** A proxy before a server. */
  public static TcpProxy before(String host, int port) {
    return new TcpProxy(new InetSocketAddress(host, port));
  }

  /** A proxy before the first server of a URL. */
  public static TcpProxy before(String url) {
    return before(DatabaseUrl.parse(url).host().host(), TestUrls.port(url));
  }

  /** Where it listens, on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The same URL, reached through this proxy. */
  public String through(String url) {
    return TestUrls.throughPort(url, port);
  }

  /** How many connections there are. */
  public int connections() {
    return connections.size();
  }

  /** Lets everything that passes arrive so much later, in either direction. */
  public void delay(Duration time) {
    state.delay(time);
  }

  /** Lets no more pass than so many bytes a second, in each direction of each connection. */
  public void throttle(long bytesPerSecond) {
    state.throttle(bytesPerSecond);
  }

  /** Lets nothing pass until {@link #resume}; connections are taken, and their clients get no answer. */
  public void hang() {
    state.hang();
  }

  /** Lets everything pass again, at once and without bound. */
  public void resume() {
    state.pass();
  }

  /** Resets every connection that there is. */
  public void cutAll() {
    connections.forEach(ProxiedConnection::cut);
  }

  /**
   * Cuts each connection somewhere in what passes: after a random number of bytes, up to twice the mean,
   * counted in both directions together and from now on.
   */
  public void cutRandomly(Random random, int meanBytes) {
    state.cutAfter(random, meanBytes);
    connections.forEach(connection -> connection.allow(state.allowance()));
  }

  /** How many connections {@link #cutRandomly} has cut. */
  public int cuts() {
    return state.cuts();
  }

  /** Ends {@link #cutRandomly}. */
  public void cutNoMore() {
    state.cutNoMore();
    connections.forEach(connection -> connection.allow(state.allowance()));
  }

  /**
   * Ends what comes from the server on every connection that there is: clients read the end of the stream,
   * and what they write still arrives.
   */
  public void halfClose() {
    connections.forEach(ProxiedConnection::halfClose);
  }

  /** Refuses new connections until {@link #acceptAgain}; those that there are stay. */
  public synchronized void stopAccepting() {
    if (listener != null) {
      quietly(listener);
      listener = null;
      // As long as its thread is within accept, the system takes connections.
      join(acceptor);
    }
  }

  /** Takes new connections again, on the same port. */
  public synchronized void acceptAgain() {
    if (listener == null && !closed) {
      int bound = listen(port);
      assert bound == port;
    }
  }

  /** Cuts everything, and listens no more. */
  @Override
  public synchronized void close() {
    closed = true;
    stopAccepting();
    state.pass();
    cutAll();
  }

  private synchronized int listen(int wanted) {
    try {
      var socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), BACKLOG);
      listener = socket;
      acceptor = Thread.ofPlatform().daemon().name("tcp-proxy-" + socket.getLocalPort())
          .start(() -> accept(socket));
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        connect(socket.accept());
      } catch (IOException stopped) {
        quietly(socket);
      }
    }
  }

  private void connect(Socket client) {
    var upstream = new Socket();
    var connection = new ProxiedConnection(client, upstream, state, connections::remove);
    connections.add(connection);
    // The client is connected whether the server answers or not, as with any proxy.
    Thread.ofVirtual().start(() -> connection.open(server));
  }

  static void join(@Nullable Thread thread) {
    try {
      if (thread != null) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static void quietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception gone) {
      // It is to be gone, and is.
    }
  }
}
