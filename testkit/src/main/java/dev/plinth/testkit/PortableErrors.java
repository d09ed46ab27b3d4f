package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;

import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.Limits;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.RoutineCall;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.Update;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.platform.User;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Failures that can be provoked through the calls that every backend has. */
final class PortableErrors {
  private static final Duration SHORT = Duration.ofMillis(250);

  private static final List<ErrorCase> ALL = List.of(
      new ErrorCase(ErrorCode.UNIQUE_VIOLATION, "the same key twice", PortableErrors::sameKey),
      new ErrorCase(ErrorCode.FOREIGN_KEY_VIOLATION, "a reference to nothing",
          PortableErrors::referenceToNothing),
      new ErrorCase(ErrorCode.NOT_NULL_VIOLATION, "nothing in a required column",
          PortableErrors::nothingRequired),
      new ErrorCase(ErrorCode.CHECK_VIOLATION, "a record that fails a check",
          PortableErrors::failedCheck),
      new ErrorCase(ErrorCode.VALUE_OUT_OF_RANGE, "an increment beyond the type",
          PortableErrors::beyondTheType),
      new ErrorCase(ErrorCode.CONFLICT, "another version than expected",
          PortableErrors::otherVersion),
      new ErrorCase(ErrorCode.NOT_FOUND, "a table that there is not",
          scene -> scene.database().find(Query.from("no_such_table"))),
      new ErrorCase(ErrorCode.INVALID_QUERY, "a text that is no statement",
          scene -> scene.database().query(Statement.of(scene.texts().nonsense()))),
      new ErrorCase(ErrorCode.INVALID_ARGUMENT, "a cursor that is none",
          scene -> scene.database().find(Query.from(scene.notes()).orderBy("id").after("x"))),
      new ErrorCase(ErrorCode.ACCESS_DENIED, "a write through a read-only view",
          scene -> scene.database().readOnly().delete(scene.notes(), Filter.all())),
      new ErrorCase(ErrorCode.TIMEOUT, "a statement slower than its deadline",
          scene -> scene.database().withTimeout(SHORT)
              .query(Statement.of(scene.texts().slowRead()))),
      new ErrorCase(ErrorCode.UNSUPPORTED, "a routine", scene -> scene.database()
          .callRoutine(RoutineCall.of("no_such_routine"))),
      new ErrorCase(ErrorCode.NOT_CONNECTED, "a call after the close",
          PortableErrors::afterTheClose),
      new ErrorCase(ErrorCode.TRANSACTION_FAILED, "a call after the end of its transaction",
          PortableErrors::afterTheTransaction),
      new ErrorCase(ErrorCode.OVERLOADED, "more calls than may wait", PortableErrors::manyCalls),
      new ErrorCase(ErrorCode.RESULT_TOO_LARGE, "a record beyond the bytes of the view",
          PortableErrors::largeRecord),
      new ErrorCase(ErrorCode.DECRYPTION_FAILED, "a token in the place of another",
          PortableErrors::swappedToken),
      new ErrorCase(ErrorCode.SCHEMA_MISMATCH, "no platform tables",
          scene -> scene.openEmpty(scene.options()).countUsers()),
      new ErrorCase(ErrorCode.MIGRATION_FAILED, "another table in the place of a platform table",
          PortableErrors::obstacle),
      new ErrorCase(ErrorCode.DEADLOCK, "two transactions that wait for each other",
          PortableErrors::deadlock),
      new ErrorCase(ErrorCode.SERIALIZATION_FAILED, "a change of what changed since it was read",
          PortableErrors::changedSince));

  private PortableErrors() {}

  static List<ErrorCase> all() {
    return ALL;
  }

  private static CompletableFuture<?> sameKey(Scene scene) {
    return scene.database().insert(scene.notes(), Row.of("id", 1));
  }

  private static CompletableFuture<?> referenceToNothing(Scene scene) {
    TableDefinition children = TableDefinition.named(TestBed.newName("children"))
        .column("id", PortableType.LONG).column("parent", PortableType.LONG).primaryKey("id")
        .foreignKey("parent", scene.notes(), "id", OnDelete.RESTRICT);
    String table = RoleConformance.create(scene.database(), children);
    return scene.database().insert(table, Row.of("id", 1, "parent", 99));
  }

  private static CompletableFuture<?> nothingRequired(Scene scene) {
    String table = RoleConformance.create(scene.database(),
        TableDefinition.named(TestBed.newName("required")).column("id", PortableType.LONG)
            .requiredColumn("title", PortableType.TEXT).primaryKey("id"));
    return scene.database().insert(table, Row.of("id", 1, "title", null));
  }

  private static CompletableFuture<?> failedCheck(Scene scene) {
    String table = RoleConformance.create(scene.database(),
        TableDefinition.named(TestBed.newName("checked")).column("id", PortableType.LONG)
            .column("score", PortableType.LONG).primaryKey("id")
            .check(TestBed.newName("positive"), field("score").gt(0)));
    return scene.database().insert(table, Row.of("id", 1, "score", -1));
  }

  private static CompletableFuture<?> beyondTheType(Scene scene) {
    return scene.database().update(scene.notes(), field("id").eq(1),
        Update.none().increment("score", Long.MAX_VALUE));
  }

  private static CompletableFuture<?> otherVersion(Scene scene) {
    return scene.database().updateVersioned(scene.notes(), field("id").eq(1),
        Update.of("title", "new"), "score", 7);
  }

  private static CompletableFuture<?> afterTheClose(Scene scene) {
    DatabaseProvider own = scene.openEmpty(scene.options());
    own.close();
    return own.ping();
  }

  private static CompletableFuture<?> afterTheTransaction(Scene scene) {
    String table = scene.notes();
    Transaction over;
    try (var held = HeldTransaction.begin(scene.database())) {
      over = held.tx();
    }
    return over.insert(table, Row.of("id", 3));
  }

  private static CompletableFuture<?> manyCalls(Scene scene) {
    String table = scene.notes();
    List<CompletableFuture<Row>> calls = IntStream.range(10, 5_000)
        .mapToObj(id -> scene.database().insert(table, Row.of("id", id))).toList();
    return calls.stream().filter(call -> failureOf(call) != null).findFirst().orElseThrow();
  }

  private static CompletableFuture<?> largeRecord(Scene scene) {
    String table = scene.notes();
    await(scene.database().insert(table, Row.of("id", 3, "title", "x".repeat(50_000))));
    return scene.database().withLimits(Limits.defaults().withMaxBytes(2_000))
        .find(Query.from(table).where(field("id").eq(3)));
  }

  private static CompletableFuture<?> swappedToken(Scene scene) {
    DatabaseProvider database = scene.database();
    User user = await(database.createUser(
        NewUser.of("someone@example.com", SecretCanary.secret("password"))));
    OAuthTokenKey key = OAuthTokenKey.of(user.id(), "github");
    await(database.storeOAuthToken(key, NewOAuthToken.of(SecretCanary.secret("access"))
        .withRefreshToken(SecretCanary.secret("refresh"))));
    Row stored = await(database.findOne(Query.from("plinth_oauth_tokens"))).orElseThrow();
    await(database.update("plinth_oauth_tokens", Filter.all(),
        Update.of("access_token", stored.string("refresh_token"))));
    return database.findOAuthToken(key);
  }

  private static CompletableFuture<?> obstacle(Scene scene) {
    DatabaseProvider own = scene.openEmpty(scene.options());
    await(own.execute(Statement.of(scene.texts().createTable("plinth_api_keys"))));
    return own.initialize();
  }

  private static CompletableFuture<?> deadlock(Scene scene) {
    DatabaseProvider database = scene.database();
    String table = scene.notes();
    try (var one = HeldTransaction.begin(database); var other = HeldTransaction.begin(database)) {
      await(rename(one, table, 1));
      await(rename(other, table, 2));
      CompletableFuture<Long> first = rename(one, table, 2);
      CompletableFuture<Long> second = rename(other, table, 1);
      CompletableFuture<?> loser = failureOf(first) == null ? second : first;
      // Until the loser's transaction is over the winner may wait.
      var unused = failureOf(loser);
      return loser;
    }
  }

  private static CompletableFuture<Long> rename(HeldTransaction held, String table, long id) {
    return held.tx().update(table, field("id").eq(id), Update.of("title", "renamed"));
  }

  private static CompletableFuture<?> changedSince(Scene scene) {
    DatabaseProvider database = scene.database();
    String table = scene.notes();
    TransactionOptions repeatable =
        TransactionOptions.defaults().withIsolation(Isolation.REPEATABLE_READ);
    try (var held = HeldTransaction.begin(database, repeatable)) {
      await(held.tx().findOne(Query.from(table).where(field("id").eq(1))));
      await(database.update(table, field("id").eq(1), Update.of("title", "first")));
      CompletableFuture<Long> late = rename(held, table, 1);
      var unused = failureOf(late);
      return late;
    }
  }
}
