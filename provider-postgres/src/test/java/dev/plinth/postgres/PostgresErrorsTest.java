package dev.plinth.postgres;

import static dev.plinth.data.Filter.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.Options;
import dev.plinth.RetryOptions;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.Update;
import dev.plinth.factory.Databases;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.testkit.servers.TestUrls;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every code, from a real server. */
final class PostgresErrorsTest {
  private static String url = "";
  private static DatabaseProvider database;

  @BeforeAll
  static void open() {
    url = Postgres.freshUrl();
    database = Postgres.open(url);
    Databases.await(database.createTable(TableDefinition.named("parents")
        .column("id", PortableType.LONG).requiredColumn("name", PortableType.TEXT)
        .column("score", PortableType.LONG).primaryKey("id").uniqueKey("name")
        .check("positive", field("score").gt(0))));
    Databases.await(database.createTable(TableDefinition.named("children")
        .column("id", PortableType.LONG).column("parent", PortableType.LONG).primaryKey("id")
        .foreignKey("parent", "parents", "id", OnDelete.RESTRICT)));
    Databases.await(database.insert("parents", Row.of("id", 1, "name", "a", "score", 1)));
    Databases.await(database.insert("parents", Row.of("id", 2, "name", "b", "score", 1)));
    Databases.await(database.insert("children", Row.of("id", 1, "parent", 1)));
  }

  @AfterAll
  static void close() {
    assertThat(Databases.await(database.count("children", Filter.all()))).isEqualTo(1);
    database.close();
  }

  @Test
  void codesViolations() {
    assertFails(ErrorCode.UNIQUE_VIOLATION, "23505",
        database.insert("parents", Row.of("id", 3, "name", "a")));
    assertFails(ErrorCode.NOT_NULL_VIOLATION, "23502",
        database.insert("parents", Row.of("id", 3)));
    assertFails(ErrorCode.CHECK_VIOLATION, "23514",
        database.insert("parents", Row.of("id", 3, "name", "c", "score", 0)));
    assertFails(ErrorCode.FOREIGN_KEY_VIOLATION, "23503",
        database.insert("children", Row.of("id", 3, "parent", 99)));
    assertThat(failure(database.delete("parents", field("id").eq(1))).code())
        .isEqualTo(ErrorCode.FOREIGN_KEY_VIOLATION);
  }

  @Test
  void codesValuesOutOfRange() {
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE, "22003", execute("SELECT 30000::int2 * 2::int2"));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE, "22P02", execute("SELECT 'x'::uuid"));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE, "22012", execute("SELECT 1 / 0"));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE, "22008", execute("SELECT 'infinity'::date + 1"
        + " - '4000000-01-01'::date + '5874897-12-31'::date"));
  }

  @Test
  void codesNamesThatThereAreNot() {
    assertFails(ErrorCode.NOT_FOUND, "42P01", execute("SELECT * FROM missing"));
    assertFails(ErrorCode.NOT_FOUND, "42703", execute("SELECT missing FROM parents"));
    assertFails(ErrorCode.NOT_FOUND, "42883", execute("SELECT missing(1)"));
    assertFails(ErrorCode.INVALID_QUERY, "42601", execute("SELECT FROM WHERE"));
  }

  @Test
  void codesADeadlockOfTwoTransactions() {
    var both = new CyclicBarrier(2);
    CompletableFuture<?> one = updateBoth(1, 2, both);
    CompletableFuture<?> other = updateBoth(2, 1, both);
    Throwable first = failureOrNull(one);
    Throwable second = failureOrNull(other);
    Throwable victim = first == null ? second : first;
    assertThat(first == null ^ second == null).isTrue();
    assertThat(victim).isInstanceOfSatisfying(DatabaseException.class, failure -> {
      assertThat(failure.code()).isEqualTo(ErrorCode.DEADLOCK);
      assertThat(failure.sqlState()).contains("40P01");
      assertThat(failure.retryable()).isTrue();
    });
  }

  private static CompletableFuture<Long> updateBoth(long first, long second, CyclicBarrier both) {
    return database.inTransaction(tx -> tx.update("parents", field("id").eq(first),
        Update.of("score", 5)).thenComposeAsync(one -> {
          meet(both);
          return tx.update("parents", field("id").eq(second), Update.of("score", 5));
        }));
  }

  private static void meet(CyclicBarrier both) {
    try {
      both.await();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void codesATransactionThatCannotBeSerialised() {
    TransactionOptions serializable =
        TransactionOptions.defaults().withIsolation(Isolation.SERIALIZABLE);
    DatabaseException failure = failure(database.inTransaction(serializable,
        tx -> tx.findOne(Query.from("parents").where(field("id").eq(2)))
            .thenComposeAsync(read -> {
              Databases.await(database.update("parents", field("id").eq(2),
                  Update.none().increment("score", 1)));
              return tx.update("parents", field("id").eq(2), Update.of("score", 9));
            })));
    assertThat(failure.code()).isEqualTo(ErrorCode.SERIALIZATION_FAILED);
    assertThat(failure.sqlState()).contains("40001");
  }

  @Test
  void codesALockThatIsNotWaitedFor() {
    DatabaseException failure = failure(database.inTransaction(tx -> tx
        .update("parents", field("id").eq(1), Update.of("score", 3))
        .thenComposeAsync(one -> database
            .query(Statement.of("SELECT * FROM parents WHERE id = 1 FOR UPDATE NOWAIT")))));
    assertThat(failure.code()).isEqualTo(ErrorCode.LOCK_TIMEOUT);
    assertThat(failure.sqlState()).contains("55P03");
  }

  @Test
  void codesAStatementThatTheServerEnded() throws SQLException {
    String own = Postgres.freshUrl();
    Postgres.execute(own, "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET statement_timeout = "
        + "''100ms''', current_database()); END $$");
    try (DatabaseProvider limited = Postgres.open(own)) {
      assertFails(ErrorCode.CANCELLED, "57014",
          limited.query(Statement.of("SELECT pg_sleep(20)")));
      assertThat(Databases.await(limited.ping())).isPositive();
    }
  }

  @Test
  void codesAWriteThatADatabaseOfReadersRefuses() throws SQLException {
    String own = Postgres.freshUrl();
    Postgres.execute(own, "CREATE TABLE t (a int)", "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I "
        + "SET default_transaction_read_only = on', current_database()); END $$");
    try (DatabaseProvider readers = Postgres.open(own)) {
      assertFails(ErrorCode.ACCESS_DENIED, "25006",
          readers.execute(Statement.of("INSERT INTO t VALUES (1)")));
    }
  }

  @Test
  void codesWhatAUserMayNotDo() throws SQLException {
    String own = Postgres.freshUrl();
    Postgres.execute(own, "CREATE TABLE t (a int)", role("plinth_powerless", "LOGIN"));
    try (DatabaseProvider powerless =
        Postgres.open(TestUrls.withUser(own, "plinth_powerless", "right"))) {
      assertFails(ErrorCode.ACCESS_DENIED, "42501",
          powerless.query(Statement.of("SELECT * FROM t")));
    }
  }

  @Test
  void codesWrongCredentialsAndDatabases() throws SQLException {
    assertFails(ErrorCode.AUTHENTICATION_FAILED, "28P01",
        Databases.open(TestUrls.withPassword(url, "wrong"), impatient()));
    assertFails(ErrorCode.AUTHENTICATION_FAILED, "28P01",
        Databases.open(TestUrls.withUser(url, "nobody_at_all", "wrong"), impatient()));
    assertFails(ErrorCode.NOT_FOUND, "3D000",
        Databases.open(TestUrls.withDatabase(url, "no_such_database"), impatient()));
  }

  @Test
  void codesAServerWithoutAFreeConnection() throws SQLException {
    Postgres.execute(url, role("plinth_single", "LOGIN CONNECTION LIMIT 1"));
    String single = TestUrls.withUser(url, "plinth_single", "right");
    try (Connection only = Postgres.connect(single)) {
      assertThat(only.isValid(5)).isTrue();
      assertFails(ErrorCode.CONNECTION_FAILED, "53300", Databases.open(single, impatient()));
    }
  }

  @Test
  void codesAServerThatIsNotThere() {
    assertThat(failure(Databases.open(TestUrls.throughPort(url, 1), impatient())).code())
        .isEqualTo(ErrorCode.CONNECTION_FAILED);
  }

  @Test
  void codesAConnectionThatAnOperatorEnded() throws SQLException {
    String own = Postgres.freshUrl();
    Options once = Options.defaults().withRetry(RetryOptions.none());
    try (DatabaseProvider ended = Postgres.open(own, once)) {
      CompletableFuture<?> running =
          ended.execute(Statement.of("CREATE TABLE t AS SELECT 1 AS a FROM pg_sleep(30)"));
      terminate(own);
      assertThat(failure(running).code()).isEqualTo(ErrorCode.CONNECTION_FAILED);
      assertThat(Databases.await(ended.ping())).isPositive();
    }
  }

  private static void terminate(String url) throws SQLException {
    String count = "0";
    for (int attempt = 0; attempt < 1_000 && count.equals("0"); attempt++) {
      count = Postgres.text(url, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
          + "WHERE query LIKE '%pg_sleep(30)%' AND state = 'active' AND pid <> pg_backend_pid()");
    }
    assertThat(count).as("statements that were ended").isNotEqualTo("0");
  }

  /** What cannot be provoked for a test, the server raises for one. */
  @ParameterizedTest
  @CsvSource({"53100, STORAGE_FULL", "P0001, CHECK_VIOLATION", "0A000, UNSUPPORTED",
      "40P01, DEADLOCK", "23P01, UNIQUE_VIOLATION", "23001, FOREIGN_KEY_VIOLATION",
      "54000, VALUE_OUT_OF_RANGE", "42P07, INVALID_QUERY", "XX000, QUERY_FAILED",
      "58030, QUERY_FAILED", "25P02, TRANSACTION_FAILED", "57P03, CONNECTION_FAILED"})
  void codesWhatTheServerRaises(String state, ErrorCode code) {
    DatabaseException failure = failure(database.inTransaction(tx -> tx
        .execute(Statement.of("CREATE OR REPLACE FUNCTION plinth_raise(state text) RETURNS void "
            + "LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'secret' USING ERRCODE = state; END $$"))
        .thenCompose(none -> tx.query(Statement.of("SELECT plinth_raise(?)", state)))));
    assertThat(failure.code()).isEqualTo(code);
    assertThat(failure.sqlState()).contains(state);
    assertThat(failure).hasMessageNotContaining("secret");
    assertThat(failure.getCause()).hasMessageNotContaining("secret");
  }

  private static String role(String name, String attributes) {
    return "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '" + name
        + "') THEN CREATE ROLE " + name + " " + attributes + " PASSWORD 'right'; END IF; END $$";
  }

  private static Options impatient() {
    return Options.defaults().withTimeout(java.time.Duration.ofSeconds(5))
        .withPool(Options.defaults().pool().withConnectTimeout(java.time.Duration.ofSeconds(2)));
  }

  private static CompletableFuture<Long> execute(String sql) {
    return database.execute(Statement.of(sql));
  }

  private static void assertFails(ErrorCode code, String state, CompletableFuture<?> call) {
    DatabaseException failure = failure(call);
    assertThat(failure.code()).as(failure.toString()).isEqualTo(code);
    assertThat(failure.sqlState()).contains(state);
  }

  private static DatabaseException failure(CompletableFuture<?> call) {
    return assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Databases.await(call)).actual();
  }

  private static @Nullable Throwable failureOrNull(CompletableFuture<?> call) {
    try {
      Databases.await(call);
      return null;
    } catch (DatabaseException failure) {
      return failure;
    }
  }
}
