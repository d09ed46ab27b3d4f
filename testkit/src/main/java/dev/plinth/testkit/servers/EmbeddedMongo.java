package dev.plinth.testkit.servers;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A stand-in for MongoDB within this JVM, with its data in memory. */
final class EmbeddedMongo implements TestServer {
  private final MemoryBackend data = new KeptData();
  private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  private @Nullable MongoServer server;

  private EmbeddedMongo() {}

  static TestServer launched() {
    var mongo = new EmbeddedMongo();
    mongo.listen();
    Runtime.getRuntime().addShutdownHook(new Thread(mongo::end, "stop-test-server"));
    return mongo;
  }

  @Override
  public String url() {
    return "mongodb://127.0.0.1:" + address.getPort() + "/plinth?directConnection=true";
  }

  @Override
  public String freshDatabaseUrl() {
    return TestUrls.withDatabase(url(), FreshDatabases.Names.next());
  }

  @Override
  public boolean embedded() {
    return true;
  }

  @Override
  public String name() {
    return "MongoDB stand-in in process";
  }

  @Override
  public synchronized void stop() {
    if (server == null) {
      throw new IllegalStateException(name() + " does not run");
    }
    end();
  }

  @Override
  public void kill() {
    stop();
  }

  @Override
  public synchronized void start() {
    if (server == null) {
      listen();
    }
  }

  @Override
  public void pause() {
    throw inProcess();
  }

  @Override
  public void resume() {
    throw inProcess();
  }

  private synchronized void listen() {
    var listening = new MongoServer(data);
    listening.bind(address);
    address = listening.getLocalAddress();
    server = listening;
  }

  private synchronized void end() {
    if (server != null) {
      server.shutdownNow();
      server = null;
    }
  }

  /** Stays when a server that used it shuts down. */
  private static final class KeptData extends MemoryBackend {
    @Override
    public void close() {
      // The data go with the JVM.
    }
  }

  private IllegalStateException inProcess() {
    return new IllegalStateException(
        name() + " cannot be paused: it has no process of its own; let a TcpProxy hang instead");
  }
}
