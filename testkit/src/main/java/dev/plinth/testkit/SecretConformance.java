package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.OperationEvent;
import dev.plinth.Options;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.Json;
import dev.plinth.data.Operation;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.TargetedUpdate;
import dev.plinth.data.TreeQuery;
import dev.plinth.data.Update;
import dev.plinth.platform.CreatedApiKey;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.NewOAuthToken;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.OAuthToken;
import dev.plinth.platform.OAuthTokenKey;
import dev.plinth.platform.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/**
 * Secrets through every path that succeeds and that fails, with everything logged and listened to that
 * can be. What the rest of the suite logs is searched as well, when it ends.
 */
abstract class SecretConformance extends PlatformConformance {
  SecretConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void standInNoMessageEventOrLogLine() {
    Queue<OperationEvent> events = new ConcurrentLinkedQueue<>();
    // Every operation counts as slow, so that every one is logged.
    Options options = bed().options().withListener(events::add).withListener(event -> {
      throw new IllegalStateException("a listener that throws");
    }).toBuilder().slowStatement(Duration.ofNanos(1)).build();
    try (LogCapture log = LogCapture.open()) {
      try (DatabaseProvider own = bed().open(options)) {
        await(own.initialize());
        List<CompletableFuture<?>> calls = new ArrayList<>();
        records(own, calls);
        platform(own, calls);
        nativeStatements(own, calls);
        transactions(own, calls);
        calls.stream().map(Outcomes::failureOf).filter(Objects::nonNull)
            .forEach(SecretCanary::assertClean);
        assertThat(calls).anyMatch(CompletableFuture::isCompletedExceptionally);
      }
      log.assertClean();
      assertThat(log.contains("slow")).isTrue();
    }
    assertThat(events).isNotEmpty()
        .allSatisfy(event -> SecretCanary.assertClean("an event", event.toString()));
  }

  private static void records(DatabaseProvider own, List<CompletableFuture<?>> calls) {
    String secret = SecretCanary.secret("row");
    String table = notesIn(own, note(1, secret));
    await(own.createIndex(dev.plinth.schema.IndexDefinition
        .on(table, TestBed.newName("by_score"), "score").asUnique()));
    calls.add(own.insert(table, note(1, secret)));
    calls.add(own.insertAll(table, List.of(note(2, secret), note(1, secret))));
    calls.add(own.insertAll(table, List.of(note(1, secret)),
        InsertOptions.defaults().ignoringConflicts()));
    calls.add(own.upsert(table, note(1, secret)));
    calls.add(own.find(Query.from(table).where(field("title").eq(secret)).orderBy("title")));
    calls.add(own.find(Query.from(table).where(field("price").eq(secret))));
    calls.add(own.find(Query.from(table).where(field("titel").eq(secret))));
    calls.add(own.find(Query.from(table).after(secret)));
    calls.add(own.count(table, field("title").contains(secret)));
    calls.add(own.update(table, field("title").eq(secret), Update.of("score", secret)));
    calls.add(own.update(table, field("title").eq(secret), Update.of("title", secret + "2")));
    calls.add(own.delete(table, field("title").eq(secret).and(field("nme").eq(secret))));
    calls.add(own.insert(SecretTable.NAME, Row.of("id", secret)));
    calls.add(Collector.subscribe(own.findStream(
        Query.from(table).where(field("score").eq(secret)))).request(1).end());
  }

  /** A table that there is not; its name is no secret. */
  private static final class SecretTable {
    static final String NAME = "no_such_table";
  }

  private static void platform(DatabaseProvider own, List<CompletableFuture<?>> calls) {
    String password = SecretCanary.secret("password");
    User user = await(own.createUser(NewUser.of(newEmail(), password)));
    calls.add(own.createUser(NewUser.of(user.email(), password)));
    calls.add(own.verifyPassword(user.email(), password));
    calls.add(own.verifyPassword(user.email(), password + "x"));
    calls.add(own.updatePassword(user.id(), SecretCanary.MARK.substring(0, 3)));
    calls.add(own.updatePassword(user.id(), password.repeat(100)));
    OAuthTokenKey key = OAuthTokenKey.of(user.id(), "github");
    NewOAuthToken token = NewOAuthToken.of(SecretCanary.secret("access"))
        .withRefreshToken(SecretCanary.secret("refresh"));
    calls.add(own.refreshOAuthToken(key, 1, token));
    calls.add(own.storeOAuthToken(OAuthTokenKey.of(java.util.UUID.randomUUID(), "x"), token));
    await(own.storeOAuthToken(key, token));
    calls.add(own.refreshOAuthToken(key, 7, token));
    await(own.update("plinth_oauth_tokens", Filter.all(),
        Update.of("access_token", SecretCanary.secret("altered"))));
    calls.add(own.findOAuthToken(key));
    CreatedApiKey apiKey = await(own.createApiKey(NewApiKey.builder(user.id(), "ci").build()));
    SecretCanary.forbid(apiKey.value());
    calls.add(own.verifyApiKey(apiKey.value()));
    calls.add(own.verifyApiKey(apiKey.value() + "x"));
    calls.add(own.verifyApiKey(SecretCanary.secret("api-key")));
    calls.add(own.consumeRateLimit(SecretCanary.secret("subject").repeat(20), List.of()));
  }

  private void nativeStatements(DatabaseProvider own, List<CompletableFuture<?>> calls) {
    String secret = SecretCanary.secret("parameter");
    String table = notesIn(own, note(1, secret));
    NativeTexts texts = bed().texts();
    calls.add(own.query(Statement.of(texts.titleOf(table, "?"), secret)));
    calls.add(own.execute(Statement.of(texts.insert(table), 1, secret)));
    calls.add(own.execute(Statement.of(texts.insert(table), secret, secret)));
    calls.add(
        own.executeBatch(texts.insert(table), List.of(List.of(2, secret), List.of(1, secret))));
    calls.add(own.query(Statement.named(texts.titleOf(table, ":a"), Map.of("b", secret))));
    calls.add(own.query(Statement.of(texts.nonsense() + " '" + secret + "'")));
    calls.add(own.query(Statement.of(texts.titles("no_such_table") + " /* " + secret + " */")));
    calls.add(own.queryScalar(Statement.of(texts.greatestTitle(table)), Long.class));
  }

  private static void transactions(DatabaseProvider own, List<CompletableFuture<?>> calls) {
    String secret = SecretCanary.secret("transaction");
    String table = notesIn(own, note(1, secret));
    calls.add(own.inTransaction(tx -> tx.insert(table, note(2, secret))
        .thenCompose(key -> tx.insert(table, note(1, secret)))));
    calls.add(own.executeAll(List.of(new Operation.Insert(table, note(1, secret)))));
    calls
        .add(own.inTransaction(tx -> tx.inNested(nested -> nested.insert(table, note(1, secret)))));
  }

  @Test
  void standInNoTextOfAValue() {
    String secret = SecretCanary.secret("value");
    Row row = Row.of("id", 1, "title", secret, "score", Json.parse("\"" + secret + "\""));
    String table = notes(note(1, secret));
    List<Object> values = new ArrayList<>(List.of(row,
        Query.from(table).where(field("a").eq(secret)),
        field("title").eq(secret), field("title").in(secret), field("title").contains(secret),
        Filter.not(field("a").eq(secret)).and(field("b").lt(secret)), Update.of("title", secret),
        new TargetedUpdate(field("a").eq(secret), Update.of("a", secret)),
        Statement.of("SELECT '" + secret + "'", secret), Statement.named("x", Map.of("a", secret)),
        new Operation.Insert(table, row),
        new Operation.Delete(table, field("a").eq(secret)),
        new Operation.RunQuery(Statement.of(secret)), TreeQuery.of(table, "a", "b", secret),
        dev.plinth.data.RoutineCall.of("r", secret),
        dev.plinth.data.Aggregation.from(table).where(field("a").eq(secret)),
        dev.plinth.schema.ColumnDefinition.of("a", dev.plinth.schema.PortableType.TEXT)
            .withDefault(secret),
        NewUser.of(newEmail(), secret), NewOAuthToken.of(secret).withRefreshToken(secret),
        bed().options(), Options.defaults().encryptionKey(SecretCanary.key()),
        dev.plinth.spi.DatabaseUrl.parse("x://user:" + secret + "@host/db"),
        dev.plinth.spi.DatabaseUrl.parse("x://host/db?password=" + secret)));
    values.add(await(database().find(Query.from(table).orderBy("title"))));
    values.add(database());
    values.add(database().info());
    values.forEach(value -> SecretCanary.assertClean("a " + value.getClass().getSimpleName(),
        value.toString()));
  }

  @Test
  void standInNoTextOfWhatTheStoresAnswer() {
    User user = await(database().createUser(
        NewUser.of(newEmail(), SecretCanary.secret("password"))));
    OAuthToken token = await(database().storeOAuthToken(OAuthTokenKey.of(user.id(), "github"),
        NewOAuthToken.of(SecretCanary.secret("access"))
            .withRefreshToken(SecretCanary.secret("refresh"))));
    CreatedApiKey key = await(database().createApiKey(NewApiKey.builder(user.id(), "ci").build()));
    SecretCanary.forbid(key.value());
    for (Object value : List.of(user, token, key, await(database().verifyApiKey(key.value())))) {
      SecretCanary.assertClean("a " + value.getClass().getSimpleName(), value.toString());
    }
  }

  @Test
  void standInNoFailureOfAViolatedConstraint() {
    String secret = SecretCanary.secret("constraint");
    String table = create(dev.plinth.schema.TableDefinition.named(TestBed.newName("secrets"))
        .column(dev.plinth.schema.ColumnDefinition.of("a", dev.plinth.schema.PortableType.TEXT)
            .withMaxLength(80))
        .requiredColumn("b", dev.plinth.schema.PortableType.TEXT).primaryKey("a"));
    await(database().insert(table, Row.of("a", secret, "b", secret)));
    assertFails(ErrorCode.UNIQUE_VIOLATION,
        database().insert(table, Row.of("a", secret, "b", secret)));
    assertFails(ErrorCode.NOT_NULL_VIOLATION,
        database().insert(table, Row.of("a", secret + "2", "b", null)));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE,
        database().insert(table, Row.of("a", secret.repeat(4), "b", secret)));
  }

  @Test
  @Requires({Capability.NATIVE_STATEMENTS, Capability.CHECK_CONSTRAINTS})
  void standInNoFailureOfANativeStatement() {
    String secret = SecretCanary.secret("native");
    String table = create(dev.plinth.schema.TableDefinition.named(TestBed.newName("secrets"))
        .column("id", dev.plinth.schema.PortableType.LONG)
        .column("title", dev.plinth.schema.PortableType.TEXT)
        .column("score", dev.plinth.schema.PortableType.LONG).primaryKey("id")
        .check("title_is_short", field("title").notEq(secret)));
    assertFails(ErrorCode.CHECK_VIOLATION,
        database().execute(Statement.of(bed().texts().insert(table), 1, secret)));
    Throwable failure =
        failureOf(database().execute(Statement.of(bed().texts().insert(table), secret, "x")));
    SecretCanary.assertClean(Objects.requireNonNull(failure));
  }
}
