package dev.plinth.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.RawSql;
import dev.plinth.testkit.servers.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that the server makes, and what an insert tells of them. */
abstract class MadeKeyConformance {
  private final TestServer server;
  private final String insertsSoFar;
  private String url = "";

  @SuppressWarnings("NullAway.Init") // opened before each test
  private DatabaseProvider database;

  /** With a query for the number of inserts since the server began, or of more. */
  MadeKeyConformance(TestServer server, String insertsSoFar) {
    this.server = server;
    this.insertsSoFar = insertsSoFar;
  }

  @BeforeEach
  final void open() {
    url = FreshDatabase.url(server);
    database = Databases.await(Databases.open(url, Options.defaults()));
  }

  @AfterEach
  final void close() {
    database.close();
  }

  /** Inserts one record, which makes the table known, and then many, of which those that wait travel together. */
  final Map<Long, Long> inserted(String table, int records) {
    Map<Long, Long> told = new LinkedHashMap<>();
    Row first = Databases.await(database.insert(table, Row.of("label", 0)));
    told.put(first.longValue("id"), 0L);
    List<CompletableFuture<Row>> inserts = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      inserts.add(database.insert(table, Row.of("label", i + 1)));
    }
    for (int i = 0; i < records; i++) {
      told.put(Databases.await(inserts.get(i)).longValue("id"), i + 1L);
    }
    assertThat(told).hasSize(records + 1);
    return told;
  }

  final Map<Long, Long> kept(String table) {
    Map<Long, Long> kept = new LinkedHashMap<>();
    Databases.await(database.find(Query.from(table).limit(10_000)))
        .forEach(row -> kept.put(row.longValue("id"), row.longValue("label")));
    return kept;
  }

  private long insertsSoFar() {
    return Long.parseLong(RawSql.texts(server.url(), insertsSoFar).getFirst());
  }

  final void execute(String sql) {
    RawSql.execute(url, sql);
  }

  final DatabaseProvider database() {
    return database;
  }

  @Test
  void tellsEachInsertItsOwnCount() {
    execute("CREATE TABLE counted (id INT AUTO_INCREMENT PRIMARY KEY, label INT)");
    long before = insertsSoFar();
    assertThat(inserted("counted", 2_000)).isEqualTo(kept("counted"));
    assertThat(insertsSoFar() - before).isBetween(2L, 500L);
  }

  @Test
  void tellsCountsBesideOthersWhoCountAlong() throws InterruptedException {
    execute("CREATE TABLE counted (id BIGINT AUTO_INCREMENT PRIMARY KEY, label INT)");
    Thread other = Thread.ofPlatform().start(() -> {
      for (int i = 0; i < 40; i++) {
        execute("INSERT INTO counted (label) SELECT -1 FROM information_schema.COLUMNS LIMIT 50");
      }
    });
    Map<Long, Long> told = inserted("counted", 4_000);
    other.join();
    Map<Long, Long> kept = kept("counted");
    kept.values().removeIf(label -> label < 0);
    assertThat(told).isEqualTo(kept);
  }

  @Test
  void tellsCountsWhereATriggerCountsOnItsOwn() {
    execute("CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, label INT)");
    execute("INSERT INTO log (id, label) VALUES (900, 0)");
    execute("CREATE TABLE counted (id INT AUTO_INCREMENT PRIMARY KEY, label INT)");
    execute("CREATE TRIGGER logged BEFORE INSERT ON counted FOR EACH ROW "
        + "INSERT INTO log (label) VALUES (NEW.label)");
    assertThat(inserted("counted", 500)).isEqualTo(kept("counted"));
  }

  @Test
  void tellsCountsAsTheyAreRead() {
    execute("CREATE TABLE counted (id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY KEY, label INT) "
        + "AUTO_INCREMENT = 9223372036854775800");
    List<CompletableFuture<Row>> inserts = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      inserts.add(database.insert("counted", Row.of("label", i)));
    }
    for (int i = 0; i < 100; i++) {
      Object key = Databases.await(inserts.get(i)).value("id").orElseThrow();
      assertThat(Databases.await(database.find(Query.from("counted")
          .where(Filter.field("label").eq(i)))).list()).hasSize(1).first()
          .satisfies(row -> assertThat(row.value("id")).contains(key));
    }
  }

  @Test
  void appliesOnceWhereAStatementThatFailsIsNotUndone() {
    execute("CREATE TABLE counted (id INT AUTO_INCREMENT PRIMARY KEY, label INT UNIQUE, "
        + "changes INT DEFAULT 0) ENGINE = MyISAM");
    Databases.await(database.insert("counted", Row.of("label", -1)));
    List<CompletableFuture<Row>> inserts = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      inserts.add(database.insert("counted", Row.of("label", i % 40 == 39 ? -1 : i)));
    }
    for (int i = 0; i < 400; i++) {
      if (i % 40 == 39) {
        assertViolatesAKey(inserts.get(i));
      } else {
        Databases.await(inserts.get(i));
      }
    }
    assertThat(Databases.await(database.count("counted", Filter.all()))).isEqualTo(391);
    List<CompletableFuture<Long>> updates = new ArrayList<>();
    for (int id = 1; id <= 300; id++) {
      updates.add(database.update("counted", Filter.field("id").eq(id),
          Update.of("label", id == 150 ? 398 : id + 10_000).increment("changes", 1)));
    }
    for (int id = 1; id <= 300; id++) {
      if (id == 150) {
        assertViolatesAKey(updates.get(id - 1));
      } else {
        Databases.await(updates.get(id - 1));
      }
    }
    assertThat(Databases.await(database.count("counted", Filter.field("changes").gt(1)))).isZero();
  }

  private static void assertViolatesAKey(CompletableFuture<?> write) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> Databases.await(write))
        .matches(failure -> failure.code() == ErrorCode.UNIQUE_VIOLATION);
  }

  @Test
  void tellsCountsThatAreNotTheFirstColumn() {
    execute("CREATE TABLE counted (label INT, id SMALLINT UNSIGNED AUTO_INCREMENT PRIMARY KEY) "
        + "AUTO_INCREMENT = 60000");
    assertThat(inserted("counted", 300)).isEqualTo(kept("counted"));
  }

  @Test
  void refusesARecordWithoutAKeyThatNobodyMakes() {
    execute("CREATE TABLE named (id CHAR(36) PRIMARY KEY, label INT)");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Databases.await(database.insert("named", Row.of("label", 1))))
        .matches(failure -> failure.code() == ErrorCode.NOT_NULL_VIOLATION);
    assertThat(Databases.await(database.count("named", Filter.all()))).isZero();
  }
}
