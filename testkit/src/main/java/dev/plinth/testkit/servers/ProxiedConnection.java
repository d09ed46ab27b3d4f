package dev.plinth.testkit.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One client's connection through a {@link TcpProxy}. */
final class ProxiedConnection {
  /** Small, so that a narrow network lets little pass at once. */
  private static final int CHUNK = 8_192;
  private static final int CHUNKS_ON_THE_WAY = 64;

  /** Bytes, and when they came. */
  private static final class Chunk {
    private final byte[] bytes;
    private final long arrival = System.nanoTime();

    Chunk(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean isEnd() {
      return bytes.length == 0;
    }
  }

  private final Socket client;
  private final Socket server;
  private final NetworkState state;
  private final Consumer<ProxiedConnection> whenOver;
  private final AtomicLong allowance;
  private final AtomicInteger directions = new AtomicInteger(2);

  ProxiedConnection(Socket client, Socket server, NetworkState state,
      Consumer<ProxiedConnection> whenOver) {
    this.client = client;
    this.server = server;
    this.state = state;
    this.whenOver = whenOver;
    this.allowance = new AtomicLong(state.allowance());
  }

  /** Connects to the server, and passes on what comes. */
  void open(InetSocketAddress address) {
    try {
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      server.connect(address);
      pass(client, server);
      pass(server, client);
    } catch (IOException refused) {
      cut();
    }
  }

  /** Lets so many bytes pass before it is cut. */
  void allow(long bytes) {
    allowance.set(bytes);
  }

  /** Resets both sides. */
  void cut() {
    reset(client);
    reset(server);
    whenOver.accept(this);
  }

  /** The client reads the end of the stream. */
  void halfClose() {
    try {
      client.shutdownOutput();
    } catch (IOException gone) {
      cut();
    }
  }

  private void pass(Socket from, Socket to) {
    BlockingQueue<Chunk> way = new ArrayBlockingQueue<>(CHUNKS_ON_THE_WAY);
    Thread.ofVirtual().start(() -> read(from, way));
    Thread.ofVirtual().start(() -> write(way, to));
  }

  private void read(Socket from, BlockingQueue<Chunk> way) {
    try {
      InputStream input = from.getInputStream();
      byte[] buffer = new byte[CHUNK];
      int count = input.read(buffer);
      while (count >= 0) {
        way.put(new Chunk(Arrays.copyOf(buffer, count)));
        count = input.read(buffer);
      }
      way.put(new Chunk(new byte[0]));
    } catch (IOException | InterruptedException gone) {
      cut();
    }
  }

  private void write(BlockingQueue<Chunk> way, Socket to) {
    try {
      Chunk chunk = way.take();
      while (!chunk.isEnd()) {
        state.await(chunk.arrival);
        state.pace(chunk.bytes.length);
        writeAllowed(chunk.bytes, to);
        chunk = way.take();
      }
      to.shutdownOutput();
      if (directions.decrementAndGet() == 0) {
        cut();
      }
    } catch (IOException | InterruptedException gone) {
      cut();
    }
  }

  private void writeAllowed(byte[] bytes, Socket to) throws IOException {
    long left = allowance.addAndGet(-bytes.length);
    int allowed = left >= 0 ? bytes.length : (int) Math.max(0, bytes.length + left);
    if (!to.isOutputShutdown()) {
      to.getOutputStream().write(bytes, 0, allowed);
    }
    if (left < 0) {
      if (left + bytes.length >= 0) {
        state.countCut();
      }
      throw new SocketException("cut here");
    }
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
    } catch (SocketException closed) {
      // It has been reset already.
    }
    TcpProxy.quietly(socket);
  }
}
