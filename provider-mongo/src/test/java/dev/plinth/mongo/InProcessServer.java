package dev.plinth.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.util.concurrent.atomic.AtomicInteger;

/** A stand-in for MongoDB within this JVM: a standalone server, without sessions, transactions and validators. */
final class InProcessServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static final MongoServer SERVER = new MongoServer(new MemoryBackend());
  private static final int PORT = SERVER.bind().getPort();

  private InProcessServer() {}

  /** The URL of a database in which there is nothing. */
  static String freshDatabaseUrl() {
    return "mongodb://127.0.0.1:" + PORT + "/db" + DATABASES.incrementAndGet();
  }
}
