package dev.plinth.mongo;

import static dev.plinth.testkit.ServerErrors.cutInATransaction;
import static dev.plinth.testkit.ServerErrors.lostAnswer;
import static dev.plinth.testkit.ServerErrors.refusedConnection;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.ErrorCase;
import dev.plinth.testkit.ErrorConformance;
import dev.plinth.testkit.NativeTexts;
import dev.plinth.testkit.Scene;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The walk through the codes: on the stand-in within this JVM, or on the server that the environment names. */
final class MongoErrorConformanceTest extends ErrorConformance {
  private static TestServer server() {
    return TestServers.mongo();
  }

  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Databases.await(Databases.open(server().freshDatabaseUrl(), options));
  }

  @Override
  protected Set<Capability> capabilities() {
    return Set.of(Capability.NATIVE_STATEMENTS);
  }

  @Override
  protected NativeTexts nativeTexts() {
    return new MongoTexts();
  }

  @Override
  protected List<ErrorCase> ownCases() {
    var cases = new ArrayList<>(List.of(refusedConnection(server()),
        new ErrorCase(ErrorCode.VALUE_OUT_OF_RANGE, "a moment beyond the years",
            scene -> scene.database().insert(scene.notes(),
                Row.of("id", 3, "at", Instant.parse("+10000-01-01T00:00:00Z")))),
        new ErrorCase(ErrorCode.QUERY_FAILED, "an element of what is no array",
            scene -> scene.database().query(Statement.of("[{\"$from\": \"" + scene.notes()
                + "\"}, {\"$project\": {\"x\": {\"$arrayElemAt\": [\"$id\", 0]}}}]"))),
        new ErrorCase(ErrorCode.UNSUPPORTED, "triggers",
            scene -> scene.database().listTriggers())));
    cases.add(server().embedded() ? lostAnswer(server()) : cutInATransaction(server()));
    if (!server().embedded()) {
      cases.add(new ErrorCase(ErrorCode.MIGRATION_FAILED, "a view in the place of a collection",
          MongoErrorConformanceTest::obstacle));
    }
    return cases;
  }

  private static CompletableFuture<?> obstacle(Scene scene) {
    DatabaseProvider own = scene.openEmpty(scene.options());
    Databases.await(own.execute(Statement.of("{\"create\": \"others\"}")));
    Databases.await(own.execute(Statement.of(
        "{\"create\": \"plinth_api_keys\", \"viewOn\": \"others\", \"pipeline\": []}")));
    return own.initialize();
  }

  /**
   * MongoDB has no foreign keys; of two transactions that meet, one conflicts at once and none waits; calls wait
   * in the engine's queue and not for a connection. Users, killOp and a full disk are beyond both stand-ins. That
   * within this JVM has no transactions, no validators, no {@code collMod} and no {@code maxTimeMS}. Where there are
   * transactions the write whose answer is lost is one: it is certain that it was not applied.
   */
  @Override
  protected Set<ErrorCode> notWalked() {
    var codes = EnumSet.of(ErrorCode.FOREIGN_KEY_VIOLATION, ErrorCode.DEADLOCK,
        ErrorCode.LOCK_TIMEOUT, ErrorCode.POOL_EXHAUSTED, ErrorCode.AUTHENTICATION_FAILED,
        ErrorCode.CANCELLED, ErrorCode.STORAGE_FULL);
    if (server().embedded()) {
      codes.addAll(EnumSet.of(ErrorCode.SERIALIZATION_FAILED, ErrorCode.TRANSACTION_FAILED,
          ErrorCode.CHECK_VIOLATION, ErrorCode.TIMEOUT, ErrorCode.MIGRATION_FAILED));
    } else {
      codes.add(ErrorCode.OUTCOME_UNKNOWN);
    }
    return codes;
  }
}
