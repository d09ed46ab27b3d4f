package dev.plinth.mongo;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.credentials.Credentials;
import dev.plinth.health.PoolStatistics;
import dev.plinth.mongo.MongoErrors.Effect;
import dev.plinth.support.pooled.ConnectionSupply;
import dev.plinth.support.pooled.ServerConnection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;

/**
 * The conversations with the servers of one database, over one client of the driver. The driver pools sockets
 * by itself and finds lost servers again; what is lent here is a session.
 */
final class MongoConnections implements ConnectionSupply {
  private static final long LONGEST_KILL_MILLIS = 5_000;

  private final MongoSettings settings;
  private final Credentials credentials;
  private final KnownCollections known = new KnownCollections();
  private final PoolWatch watch = new PoolWatch();
  private final AtomicInteger lent = new AtomicInteger();
  private @Nullable MongoClient client;
  private boolean closed;
  private volatile @Nullable ServerFacts facts;

  MongoConnections(MongoSettings settings, Credentials credentials) {
    this.settings = settings;
    this.credentials = credentials;
  }

  /** Before the first answer of a server the most is assumed: what it then lacks, it refuses itself. */
  Set<Capability> capabilities() {
    ServerFacts learned = facts;
    return (learned == null ? ServerFacts.UNKNOWN : learned).capabilities();
  }

  @Override
  public ServerConnection acquire() {
    return connection();
  }

  /** The driver keeps its sockets to itself; a read that blocks in one ends where its virtual thread is interrupted. */
  @Override
  public ThreadFactory threadFactory(String name) {
    return Thread.ofVirtual().name(name + "-", 1).factory();
  }

  MongoConnection connection() {
    MongoDatabase database = client().getDatabase(settings.database());
    ServerFacts present = facts(database);
    var talk = new Conversation(database, present, present.sessions() ? this::startSession : null);
    lent.incrementAndGet();
    return new MongoConnection(this, talk, new MongoSession(talk, known, settings));
  }

  private ClientSession startSession() {
    try {
      return client().startSession(ClientSessionOptions.builder().build());
    } catch (RuntimeException failure) {
      throw MongoErrors.translate(failure, Effect.READ);
    }
  }

  private ServerFacts facts(MongoDatabase database) {
    ServerFacts learned = facts;
    if (learned == null) {
      try {
        learned = ServerFacts.of(database.runCommand(new BsonDocument("isMaster", new BsonInt32(1)),
            BsonDocument.class));
      } catch (RuntimeException failure) {
        DatabaseException coded =
            settings.explained(MongoErrors.translate(failure, Effect.READ));
        renewWhereRefused(coded);
        throw coded;
      }
      facts = learned;
    }
    return learned;
  }

  private synchronized MongoClient client() {
    if (closed) {
      throw new DatabaseException(ErrorCode.NOT_CONNECTED, "this database is closed");
    }
    MongoClient open = client;
    if (open == null) {
      open = MongoClients.create(settings.client(credentials.current(), watch));
      client = open;
    }
    return open;
  }

  void renewWhereRefused(DatabaseException failure) {
    if (failure.code() == ErrorCode.AUTHENTICATION_FAILED) {
      renewClient();
    }
  }

  /** The driver keeps one credential for a client: after a refused one the next asks for it anew. */
  private void renewClient() {
    MongoClient refused;
    synchronized (this) {
      refused = client;
      client = null;
    }
    if (refused != null) {
      Thread.startVirtualThread(refused::close);
    }
  }

  /** Ends what runs in a session of another conversation; not waited for where the network hangs. */
  void kill(BsonDocument session) {
    var unused = client().getDatabase("admin")
        .withTimeout(LONGEST_KILL_MILLIS, TimeUnit.MILLISECONDS).runCommand(
            new BsonDocument("killSessions", new BsonArray(List.of(session))));
  }

  void returned() {
    lent.decrementAndGet();
  }

  @Override
  public PoolStatistics statistics(int waiting, int running) {
    int active = Math.min(settings.maxSize(), lent.get());
    int open = Math.max(active, Math.min(settings.maxSize(), watch.open()));
    return new PoolStatistics(active, open - active, settings.maxSize(), waiting, running);
  }

  @Override
  public void close() {
    MongoClient open;
    synchronized (this) {
      open = client;
      client = null;
      closed = true;
    }
    if (open != null) {
      open.close();
    }
  }
}
