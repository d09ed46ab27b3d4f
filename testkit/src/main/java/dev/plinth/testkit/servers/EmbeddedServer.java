package dev.plinth.testkit.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A server of SQL that the testkit runs as a process, with its data in a directory for temporary files. */
abstract class EmbeddedServer implements TestServer {
  /** The administrator. */
  static final String USER = "plinth";

  /** The suite looks for this mark in everything that it is shown, and so for this password. */
  private final String password = "c4n4ry-server-" + UUID.randomUUID();
  private final Path home;
  private final Path data;
  private final int port = freePort();
  private @Nullable ServerProcess process;

  EmbeddedServer(String name) {
    home = Scratch.fresh(name);
    data = home.resolve("data");
  }

  /** Makes the data and starts. */
  final void launch() {
    try {
      initialize();
      Commands.giveAway(home.toString());
    } catch (IOException failure) {
      throw new UncheckedIOException("the data of a test server cannot be made", failure);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::remove, "remove-test-server"));
    start();
  }

  /** Makes an empty data directory in which the administrator has the password. */
  abstract void initialize() throws IOException;

  /** What runs the server. */
  abstract List<String> command();

  /** The environment of what is run. */
  Map<String, String> environment() {
    return Map.of();
  }

  /** The signal that makes it cut its clients' connections and shut down in order. */
  abstract String stopSignal();

  final Path home() {
    return home;
  }

  final Path data() {
    return data;
  }

  final int port() {
    return port;
  }

  final String password() {
    return password;
  }

  /** The URL of a database. */
  final String url(String scheme, String database) {
    return scheme + "://" + USER + ":" + password + "@127.0.0.1:" + port + "/" + database;
  }

  @Override
  public final String freshDatabaseUrl() {
    return FreshDatabases.on(url()).create();
  }

  @Override
  public final boolean embedded() {
    return true;
  }

  @Override
  public final synchronized void stop() {
    running().end(stopSignal());
    process = null;
  }

  @Override
  public final synchronized void kill() {
    running().end("KILL");
    process = null;
  }

  @Override
  public final synchronized void start() {
    if (process == null) {
      ServerProcess started = ServerProcess.start(Commands.unprivileged(command()), environment(),
          home);
      process = started;
      FreshDatabases databases = FreshDatabases.on(url());
      Waiting.until(() -> databases.requireAnswer(name()), started::requireAlive);
    }
  }

  @Override
  public final synchronized void pause() {
    running().signal("STOP");
  }

  @Override
  public final synchronized void resume() {
    running().signal("CONT");
  }

  private ServerProcess running() {
    if (process == null) {
      throw new IllegalStateException(name() + " does not run");
    }
    return process;
  }

  private synchronized void remove() {
    if (process != null) {
      process.end("KILL");
    }
    Scratch.remove(home);
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
