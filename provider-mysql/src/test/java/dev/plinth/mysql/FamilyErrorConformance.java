package dev.plinth.mysql;

import static dev.plinth.testkit.ServerErrors.cutInATransaction;
import static dev.plinth.testkit.ServerErrors.endedByAnOperator;
import static dev.plinth.testkit.ServerErrors.heldLock;
import static dev.plinth.testkit.ServerErrors.lostAnswer;
import static dev.plinth.testkit.ServerErrors.refusedConnection;
import static dev.plinth.testkit.ServerErrors.shutDownInATransaction;
import static dev.plinth.testkit.ServerErrors.unknownDatabase;
import static dev.plinth.testkit.ServerErrors.wrongPassword;

import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Query;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.ErrorCase;
import dev.plinth.testkit.ErrorConformance;
import dev.plinth.testkit.Scene;
import dev.plinth.testkit.servers.RawSql;
import dev.plinth.testkit.servers.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Every code from a server of the family. */
abstract class FamilyErrorConformance extends ErrorConformance {
  private static final int MEBIBYTE = 1 << 20;

  abstract TestServer server();

  /** A read that takes long. */
  abstract String slowRead();

  /** What the servers differ in. */
  abstract List<ErrorCase> casesOfTheServer();

  @Override
  protected final DatabaseProvider openEmpty(Options options) {
    return Databases.await(Databases.open(FreshDatabase.url(server()), options));
  }

  @Override
  protected final MysqlTexts nativeTexts() {
    return new MysqlTexts(slowRead());
  }

  @Override
  protected final List<ErrorCase> ownCases() {
    TestServer server = server();
    var cases = new ArrayList<>(List.of(refusedConnection(server), cutInATransaction(server),
        wrongPassword(server), unknownDatabase(server), lostAnswer(server),
        heldLock(table -> "SELECT id FROM " + table + " WHERE id = 1 FOR UPDATE NOWAIT"),
        endedByAnOperator(mark -> slowRead() + " /* " + mark + " */", mark -> kill(server, mark)),
        new ErrorCase(ErrorCode.NOT_FOUND, "a table that there is not",
            scene -> scene.database().find(Query.from("no_such_table"))),
        new ErrorCase(ErrorCode.UNSUPPORTED, "what the server does not do yet",
            scene -> scene.database().query(Statement.of("SELECT 1 FROM DUAL WHERE 1 IN "
                + "(SELECT id FROM " + scene.notes() + " LIMIT 1)"))),
        new ErrorCase(ErrorCode.STORAGE_FULL, "a table that is full",
            FamilyErrorConformance::fill),
        new ErrorCase(ErrorCode.QUERY_FAILED, "an error that is not known here",
            scene -> raised(scene, 1815))));
    cases.addAll(casesOfTheServer());
    if (server.embedded()) {
      cases.add(shutDownInATransaction(server));
    }
    return cases;
  }

  /** A table in memory, whose room a setting bounds: 16 MiB by default. */
  private static CompletableFuture<?> fill(Scene scene) {
    DatabaseProvider database = scene.database();
    Databases.await(database.execute(Statement.of("CREATE TABLE small_room (id BIGINT NOT NULL "
        + "AUTO_INCREMENT PRIMARY KEY, a CHAR(250)) ENGINE = MEMORY")));
    Databases.await(database.execute(Statement.of("INSERT INTO small_room (a) VALUES ('a')")));
    for (int rows = 1; rows < MEBIBYTE; rows *= 2) {
      CompletableFuture<Long> doubling =
          database.execute(Statement.of("INSERT INTO small_room (a) SELECT a FROM small_room"));
      if (doubling.handle((done, failure) -> failure != null).join()) {
        return doubling;
      }
    }
    throw new AssertionError("a table in memory took a million records");
  }

  /** An error as the server would say it. */
  static CompletableFuture<?> raised(Scene scene, int number) {
    DatabaseProvider database = scene.database();
    Databases.await(database.execute(Statement.of("CREATE FUNCTION plinth_raise() RETURNS INT "
        + "NO SQL BEGIN SIGNAL SQLSTATE 'HY000' SET MYSQL_ERRNO = " + number
        + ", MESSAGE_TEXT = 'no'; RETURN 1; END")));
    return database
        .execute(Statement.of("UPDATE " + scene.notes() + " SET score = plinth_raise()"));
  }

  private static void kill(TestServer server, String mark) {
    List<String> ids = RawSql.texts(server.url(), "SELECT ID FROM information_schema.PROCESSLIST "
        + "WHERE COMMAND <> 'Sleep' AND ID <> CONNECTION_ID() AND INFO LIKE '%" + mark + "%'");
    if (ids.isEmpty()) {
      throw new IllegalStateException("the statement does not run yet");
    }
    ids.forEach(id -> RawSql.execute(server.url(), "KILL QUERY " + id));
  }

  /** Calls wait in the engine's queue, whose bound is OVERLOADED, and not for a connection. */
  @Override
  protected final Set<ErrorCode> notWalked() {
    return Set.of(ErrorCode.POOL_EXHAUSTED);
  }
}
