package dev.plinth.postgres;

import static dev.plinth.testkit.ServerErrors.cutInATransaction;
import static dev.plinth.testkit.ServerErrors.endedByAnOperator;
import static dev.plinth.testkit.ServerErrors.heldLock;
import static dev.plinth.testkit.ServerErrors.lostAnswer;
import static dev.plinth.testkit.ServerErrors.refusedConnection;
import static dev.plinth.testkit.ServerErrors.shutDownInATransaction;
import static dev.plinth.testkit.ServerErrors.unknownDatabase;
import static dev.plinth.testkit.ServerErrors.wrongPassword;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Query;
import dev.plinth.data.Statement;
import dev.plinth.testkit.ErrorCase;
import dev.plinth.testkit.ErrorConformance;
import dev.plinth.testkit.NativeTexts;
import dev.plinth.testkit.servers.RawSql;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

final class PostgresErrorConformanceTest extends ErrorConformance {
  private static final String RAISE = "CREATE FUNCTION plinth_raise(state text) RETURNS void "
      + "LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no' USING ERRCODE = state; END $$";

  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Postgres.open(Postgres.freshUrl(), options);
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.allOf(Capability.class);
  }

  @Override
  protected NativeTexts nativeTexts() {
    return new PostgresTexts();
  }

  @Override
  protected List<ErrorCase> ownCases() {
    TestServer server = TestServers.postgres();
    var cases = new ArrayList<>(List.of(refusedConnection(server), cutInATransaction(server),
        wrongPassword(server), unknownDatabase(server), lostAnswer(server),
        heldLock(table -> "SELECT id FROM " + table + " WHERE id = 1 FOR UPDATE NOWAIT"),
        endedByAnOperator(mark -> "SELECT pg_sleep(60) /* " + mark + " */",
            mark -> cancel(server, mark)),
        new ErrorCase(ErrorCode.NOT_FOUND, "a table that there is not",
            scene -> scene.database().find(Query.from("no_such_table"))),
        refuses(ErrorCode.QUERY_FAILED, "a scalar of many rows",
            "SELECT (SELECT oid FROM pg_class)"),
        refuses(ErrorCode.UNSUPPORTED, "a lock on groups",
            "SELECT count(*) FROM pg_class FOR UPDATE"),
        // No disk is filled for it: the server raises what it would say.
        new ErrorCase(ErrorCode.STORAGE_FULL, "a full disk, as the server would say it",
            scene -> scene.database().execute(Statement.of(RAISE)).thenCompose(
                made -> scene.database()
                    .query(Statement.of("SELECT plinth_raise('53100')"))))));
    if (server.embedded()) {
      cases.add(shutDownInATransaction(server));
    }
    return cases;
  }

  private static ErrorCase refuses(ErrorCode code, String how, String text) {
    return new ErrorCase(code, how, scene -> scene.database().query(Statement.of(text)));
  }

  private static void cancel(TestServer server, String mark) {
    List<String> ended = RawSql.texts(server.url(), "SELECT pg_cancel_backend(pid)::text "
        + "FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() "
        + "AND query LIKE '%" + mark + "%'");
    if (ended.isEmpty()) {
      throw new IllegalStateException("the statement does not run yet");
    }
  }

  /** Calls wait in the engine's queue, whose bound is OVERLOADED, and not for a connection. */
  @Override
  protected Set<ErrorCode> notWalked() {
    return Set.of(ErrorCode.POOL_EXHAUSTED);
  }
}
