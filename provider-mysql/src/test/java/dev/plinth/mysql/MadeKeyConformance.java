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
  private final String inserts;
  private String url = "";

  @SuppressWarnings("NullAway.Init") // opened before each test
  private DatabaseProvider database;

  /** With a query for the number of inserts since the server began. */
  MadeKeyConformance(TestServer server, String inserts) {
    this.server = server;
    this.inserts = inserts;
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

  private long inserts() {
    return Long.parseLong(RawSql.texts(server.url(), inserts).getFirst());
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
    long before = inserts();
    assertThat(inserted("counted", 2_000)).isEqualTo(kept("counted"));
    assertThat(inserts() - before).isLessThan(500);
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
