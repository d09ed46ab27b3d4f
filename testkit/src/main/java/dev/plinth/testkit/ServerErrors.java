package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.failureOf;

import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.Update;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.TcpProxy;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestUrls;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;

/** Failures of servers and of the network before them, for the {@link ErrorConformance} of a backend. */
public final class ServerErrors {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A server that is stopped and started takes a busy machine longer than a usual transaction may. */
  private static final TransactionOptions PATIENT =
      TransactionOptions.defaults().withTimeout(Duration.ofMinutes(2));

  private ServerErrors() {}

  /** Nobody listens. */
  public static ErrorCase refusedConnection(TestServer server) {
    return new ErrorCase(ErrorCode.CONNECTION_FAILED, "nobody listens", scene -> {
      TcpProxy proxy = scene.closing(TcpProxy.before(server.url()));
      proxy.stopAccepting();
      return opening(proxy.through(server.url()), scene.options());
    });
  }

  /** The password is wrong. */
  public static ErrorCase wrongPassword(TestServer server) {
    return new ErrorCase(ErrorCode.AUTHENTICATION_FAILED, "a wrong password",
        scene -> opening(TestUrls.withPassword(server.url(), SecretCanary.secret("wrong")),
            scene.options()));
  }

  /** The database does not exist. */
  public static ErrorCase unknownDatabase(TestServer server) {
    return new ErrorCase(ErrorCode.NOT_FOUND, "a database that there is not",
        scene -> opening(TestUrls.withDatabase(server.url(), "plinth_nowhere"), scene.options()));
  }

  /** The connection of a transaction is cut before its commit: nothing was applied. */
  public static ErrorCase cutInATransaction(TestServer server) {
    return inATransaction(server, "a connection cut in a transaction", TcpProxy::cutAll);
  }

  /** The server shuts down in a transaction, and is started again. For embedded servers. */
  public static ErrorCase shutDownInATransaction(TestServer server) {
    return inATransaction(server, "a server that shuts down in a transaction", proxy -> {
      server.stop();
      server.start();
    });
  }

  /** A write whose answer never comes. */
  public static ErrorCase lostAnswer(TestServer server) {
    return new ErrorCase(ErrorCode.OUTCOME_UNKNOWN, "a connection cut in a write", scene -> {
      TcpProxy proxy = scene.closing(TcpProxy.before(server.url()));
      DatabaseProvider database = open(scene, proxy.through(server.freshDatabaseUrl()));
      String table = scene.notesIn(database);
      proxy.hang();
      var call = database.update(table, field("id").gte(1), Update.of("title", "lost"));
      Awaitility.await().atMost(PATIENCE).until(() -> database.poolStatistics().active() > 0);
      proxy.cutAll();
      var unused = failureOf(call);
      proxy.resume();
      return call;
    });
  }

  /**
   * A statement that an operator ends.
   *
   * @param slow runs for long, with the mark in its text
   * @param end ends, as an operator does, the statement with the mark; throws while there is none
   */
  public static ErrorCase endedByAnOperator(UnaryOperator<String> slow, Ending end) {
    return new ErrorCase(ErrorCode.CANCELLED, "a statement that an operator ends", scene -> {
      String mark = TestBed.newName("mark_to_end");
      var call = scene.database().query(Statement.of(slow.apply(mark)));
      Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> end.end(mark));
      return call;
    });
  }

  /** Ends a statement past the provider under test. */
  @FunctionalInterface
  public interface Ending {
    /** Ends the one with the mark in its text. */
    void end(String mark);
  }

  /**
   * A lock that is held.
   *
   * @param impatient from the name of a table, a native statement that locks its record 1 or fails at once
   */
  public static ErrorCase heldLock(UnaryOperator<String> impatient) {
    return new ErrorCase(ErrorCode.LOCK_TIMEOUT, "a lock that another holds", scene -> {
      String table = scene.notes();
      HeldTransaction held = scene.closing(HeldTransaction.begin(scene.database()));
      Outcomes.await(held.tx().update(table, field("id").eq(1), Update.of("title", "held")));
      return scene.database()
          .inTransaction(tx -> tx.query(Statement.of(impatient.apply(table))));
    });
  }

  private static ErrorCase inATransaction(TestServer server, String how,
      Consumer<TcpProxy> fault) {
    return new ErrorCase(ErrorCode.CONNECTION_FAILED, how, scene -> {
      TcpProxy proxy = scene.closing(TcpProxy.before(server.url()));
      DatabaseProvider database = open(scene, proxy.through(server.freshDatabaseUrl()));
      String table = scene.notesIn(database);
      try (var held = HeldTransaction.begin(database, PATIENT)) {
        Outcomes.await(held.tx().insert(table, Row.of("id", 3)));
        fault.accept(proxy);
        var call = held.tx().findOne(Query.from(table).where(field("id").eq(3)));
        var unused = failureOf(call);
        return call;
      }
    });
  }

  private static DatabaseProvider open(Scene scene, String url) {
    return scene.closing(Databases.await(Databases.open(url, scene.options())));
  }

  private static CompletableFuture<DatabaseProvider> opening(String url, Options options) {
    return Databases.open(url,
        options.withPool(options.pool().withConnectTimeout(Duration.ofSeconds(2))));
  }
}
