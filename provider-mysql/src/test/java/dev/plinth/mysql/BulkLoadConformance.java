package dev.plinth.mysql;

import static dev.plinth.data.Filter.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertResult;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.OnDelete;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.testkit.servers.RawSql;
import dev.plinth.testkit.servers.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Inserts of many rows, which go through LOAD DATA LOCAL where that keeps what is promised. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BulkLoadConformance {
  private static final int ROWS = BulkLoads.LEAST_ROWS + 10;

  private final TestServer server;
  /** A query for the number of loads since the server began. */
  private final String loads;
  private String localFilesBefore = "";
  private String packetBefore = "";
  private String url = "";

  @SuppressWarnings("NullAway.Init") // opened before each test
  private DatabaseProvider database;

  BulkLoadConformance(TestServer server, String loads) {
    this.server = server;
    this.loads = loads;
  }

  @BeforeAll
  final void allowLocalFiles() {
    localFilesBefore = asked("SELECT @@global.local_infile");
    packetBefore = asked("SELECT @@global.max_allowed_packet");
    set("local_infile", "1");
  }

  @AfterAll
  final void restoreSettings() {
    set("local_infile", localFilesBefore);
    set("max_allowed_packet", packetBefore);
  }

  @BeforeEach
  final void open() {
    url = FreshDatabase.url(server);
    database = opened(url);
    Databases.await(database.createTable(LoadedItems.table("items")));
  }

  @AfterEach
  final void close() {
    database.close();
  }

  private static DatabaseProvider opened(String url) {
    return Databases.await(Databases.open(url, Options.defaults()));
  }

  private void set(String variable, String value) {
    RawSql.execute(server.url(), "SET GLOBAL " + variable + " = " + value);
  }

  private String asked(String query) {
    return RawSql.texts(server.url(), query).getFirst();
  }

  private long loads() {
    return Long.parseLong(asked(loads));
  }

  @Test
  void keepsEveryTypeAsStatementsDo() {
    long before = loads();
    assertThat(Databases.await(database.insertAll("items", LoadedItems.rows(ROWS))))
        .isEqualTo(new InsertResult(ROWS, 0, 0));
    assertThat(loads()).isEqualTo(before + 1);
    for (Row row : LoadedItems.rows(60)) {
      Row single = row.with("id", row.longValue("id") + 100_000);
      Databases.await(database.insert("items", single));
      Row loaded = one(row.longValue("id"));
      assertThat(loaded.with("id", single.longValue("id"))).isEqualTo(one(single.longValue("id")));
    }
  }

  @Test
  void insertsNoneWhereOneViolatesAKey() {
    List<Row> rows = LoadedItems.rows(ROWS);
    rows.add(rows.get(3));
    assertInsertsNone(ErrorCode.UNIQUE_VIOLATION, "items", rows);
  }

  @Test
  void insertsNoneWhereOneWouldBeCutOrReplaced() {
    RawSql.execute(url, "CREATE TABLE strict (id BIGINT PRIMARY KEY, small SMALLINT, "
        + "needed VARCHAR(3) NOT NULL, word TINYTEXT, CHECK (small <> 7))");
    Row good = Row.of("id", 0, "small", 1, "needed", "a", "word", "b");
    assertInsertsNone(ErrorCode.VALUE_OUT_OF_RANGE, "strict",
        with(good, good.with("small", 40_000)));
    assertInsertsNone(ErrorCode.VALUE_OUT_OF_RANGE, "strict",
        with(good, good.with("word", "x".repeat(300))));
    assertInsertsNone(ErrorCode.NOT_NULL_VIOLATION, "strict",
        with(good, good.with("needed", null)));
    assertInsertsNone(ErrorCode.CHECK_VIOLATION, "strict", with(good, good.with("small", 7)));
  }

  @Test
  void insertsNoneWhereOneRefersToNothing() {
    Databases.await(database.createTable(TableDefinition.named("children")
        .column("id", PortableType.LONG).column("item", PortableType.LONG).primaryKey("id")
        .foreignKey("item", "items", "id", OnDelete.RESTRICT)));
    Row good = Row.of("id", 0, "item", null);
    assertInsertsNone(ErrorCode.FOREIGN_KEY_VIOLATION, "children",
        with(good, good.with("item", 99)));
  }

  @Test
  void failsWithTheErrorOfATrigger() {
    RawSql.execute(url, "CREATE TRIGGER picky BEFORE INSERT ON items FOR EACH ROW BEGIN "
        + "IF NEW.id = 77 THEN SIGNAL SQLSTATE '45000'; END IF; END");
    assertInsertsNone(ErrorCode.CHECK_VIOLATION, "items", LoadedItems.rows(ROWS));
  }

  @Test
  void showsAllRowsAtOnce() {
    CompletableFuture<InsertResult> loading =
        database.insertAll("items", LoadedItems.rows(10 * ROWS));
    while (!loading.isDone()) {
      assertThat(count("items")).isIn(0L, 10L * ROWS);
    }
    assertThat(Databases.await(loading).inserted()).isEqualTo(10L * ROWS);
    assertThat(count("items")).isEqualTo(10L * ROWS);
  }

  @Test
  void belongsToTheTransactionInWhichItIsAsked() {
    long before = loads();
    CompletableFuture<Void> work =
        database.inTransaction(tx -> tx.insertAll("items", LoadedItems.rows(ROWS))
            .thenCompose(done -> tx.count("items", Filter.all()))
            .thenCompose(counted -> CompletableFuture
                .<Void>failedFuture(new IllegalStateException("given up: " + counted))));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Databases.await(work))
        .withMessageContaining(String.valueOf(ROWS));
    assertThat(loads()).isEqualTo(before);
    assertThat(count("items")).isZero();
  }

  @Test
  void insertsByStatementsWhereTheUrlOrTheServerDoesNotAllowIt() {
    long before = loads();
    try (DatabaseProvider strict = opened(url + "?localInfile=false")) {
      Databases.await(strict.insertAll("items", LoadedItems.rows(ROWS)));
    }
    set("local_infile", "0");
    try (DatabaseProvider refused = opened(url + "?connectTimeout=9000")) {
      Databases.await(refused.delete("items", Filter.all()));
      // One that was opened before does not know yet, and finds out.
      Databases.await(database.insertAll("items", LoadedItems.rows(ROWS)));
      Databases.await(refused.delete("items", Filter.all()));
      Databases.await(refused.insertAll("items", LoadedItems.rows(ROWS)));
    } finally {
      set("local_infile", "1");
    }
    assertThat(count("items")).isEqualTo(ROWS);
    assertThat(loads()).isLessThanOrEqualTo(before + 1);
  }

  @Test
  void insertsByStatementsWhereNothingCouldBeRolledBack() {
    RawSql.execute(url, "CREATE TABLE old (id BIGINT PRIMARY KEY) ENGINE = MyISAM");
    long before = loads();
    Databases.await(database.insertAll("old", with(Row.of("id", 0), Row.of("id", 1))));
    assertThat(loads()).isEqualTo(before);
    assertThat(count("old")).isEqualTo(ROWS + 1);
  }

  @Test
  void endsAtItsDeadlineAndLeavesNothing() {
    List<Row> rows = LoadedItems.rows(40 * ROWS);
    assertFails(ErrorCode.TIMEOUT,
        database.withTimeout(Duration.ofMillis(150)).insertAll("items", rows));
    Awaitility.await().atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(running()).isEmpty());
    assertThat(count("items")).isZero();
    assertThat(Databases.await(database.insertAll("items", rows.subList(0, ROWS))).inserted())
        .isEqualTo(ROWS);
  }

  private List<String> running() {
    return RawSql.texts(server.url(), "SELECT INFO FROM information_schema.PROCESSLIST "
        + "WHERE INFO LIKE 'LOAD DATA%'");
  }

  @Test
  void splitsWhatIsLargerThanAStatementMayBe() {
    set("max_allowed_packet", "1048576");
    try (DatabaseProvider narrow = opened(url + "?connectTimeout=9001")) {
      Databases.await(narrow.createTable(TableDefinition.named("texts")
          .column("id", PortableType.LONG)
          .column(ColumnDefinition.of("body", PortableType.TEXT)).primaryKey("id")));
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        rows.add(Row.of("id", i, "body", "\u00fc".repeat(i % 100 == 0 ? 200_000 : 10_000)));
      }
      assertThat(Databases.await(narrow.insertAll("texts", rows)).inserted()).isEqualTo(600);
      List<CompletableFuture<Row>> singles = new ArrayList<>();
      rows.forEach(row -> singles
          .add(narrow.insert("texts", row.with("id", row.longValue("id") + 1_000))));
      singles.forEach(Databases::await);
      assertThat(Databases.await(narrow.count("texts", Filter.all()))).isEqualTo(1_200);
      assertThat(Databases.await(narrow.ping())).isPositive();
    } finally {
      set("max_allowed_packet", packetBefore);
    }
  }

  /** So many of the one that a load pays, and one of the other among them. */
  private static List<Row> with(Row good, Row other) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(good.with("id", i));
    }
    rows.add(1_000, other.with("id", ROWS));
    return rows;
  }

  private void assertInsertsNone(ErrorCode code, String table, List<Row> rows) {
    long before = loads();
    assertFails(code, database.insertAll(table, rows));
    assertThat(loads()).as("loads that were tried").isEqualTo(before + 1);
    assertThat(count(table)).isZero();
  }

  private Row one(long id) {
    return Databases.await(database.findOne(Query.from("items").where(field("id").eq(id))))
        .orElseThrow();
  }

  private long count(String table) {
    return Databases.await(database.count(table, Filter.all()));
  }

  private static void assertFails(ErrorCode code, CompletableFuture<?> call) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> Databases.await(call))
        .satisfies(failure -> assertThat(failure.code()).as(failure.toString()).isEqualTo(code));
  }
}
