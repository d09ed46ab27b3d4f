package dev.plinth.postgres;

import static dev.plinth.data.Filter.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.Json;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.testkit.servers.TestUrls;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Inserts of many rows, which go through COPY. */
final class PostgresBulkLoadTest {
  private static final int ROWS = 500;

  private final String url = Postgres.freshUrl();
  private final DatabaseProvider database = Postgres.open(url);

  @BeforeEach
  void createTable() {
    Databases.await(database.createTable(TableDefinition.named("items")
        .column("id", PortableType.LONG).column("flag", PortableType.BOOLEAN)
        .column("ratio", PortableType.DOUBLE).column("price", PortableType.DECIMAL)
        .column(ColumnDefinition.of("cents", PortableType.DECIMAL).withPrecision(6, 2))
        .column("title", PortableType.TEXT)
        .column(ColumnDefinition.of("code", PortableType.TEXT).withMaxLength(5))
        .column("uid", PortableType.UUID).column("at", PortableType.INSTANT)
        .column("day", PortableType.DATE).column("data", PortableType.BYTES)
        .column("doc", PortableType.JSON).column("tags", PortableType.TEXT_LIST)
        .primaryKey("id")));
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void keepsEveryTypeAsStatementsDo() {
    List<Row> rows = items(ROWS);
    assertThat(Databases.await(database.insertAll("items", rows)))
        .isEqualTo(new InsertResult(ROWS, 0, 0));
    for (Row row : rows.subList(0, 60)) {
      Row single = row.with("id", row.longValue("id") + 10_000);
      Databases.await(database.insert("items", single));
      Row loaded = one(row.longValue("id"));
      assertThat(loaded.with("id", single.longValue("id"))).isEqualTo(one(single.longValue("id")));
    }
  }

  @Test
  void insertsNoneWhereOneViolatesAKey() {
    List<Row> rows = new ArrayList<>(items(ROWS));
    rows.add(rows.get(3));
    assertFails(ErrorCode.UNIQUE_VIOLATION, database.insertAll("items", rows));
    assertThat(count()).isZero();
  }

  @Test
  void refusesWhatPostgresWouldCutOrRound() {
    for (Row wrong : List.of(item(9_999).with("code", "abc   "), item(9_999).with("cents", "1.005"),
        item(9_999).with("cents", "10000"))) {
      List<Row> rows = new ArrayList<>(items(ROWS));
      rows.add(wrong);
      assertFails(ErrorCode.VALUE_OUT_OF_RANGE, database.insertAll("items", rows));
      assertThat(count()).isZero();
    }
    assertThat(Databases.await(database.insertAll("items", items(ROWS))).inserted())
        .isEqualTo(ROWS);
  }

  @Test
  void ignoresAndOverwritesConflictsExactly() {
    Databases.await(database.insertAll("items", items(ROWS).subList(0, 100)));
    assertThat(Databases.await(database.insertAll("items", items(ROWS),
        InsertOptions.defaults().ignoringConflicts()))).isEqualTo(new InsertResult(400, 0, 100));
    List<Row> changed = new ArrayList<>();
    items(ROWS + 50).forEach(row -> changed.add(row.with("title", "changed")));
    changed.add(changed.get(7).with("title", "changed twice"));
    assertThat(Databases.await(database.insertAll("items", changed,
        InsertOptions.defaults().updatingConflicts())))
        .isEqualTo(new InsertResult(50, ROWS + 1, 0));
    assertThat(one(changed.get(7).longValue("id")).string("title")).isEqualTo("changed twice");
    assertThat(Databases.await(database.count("items", field("title").eq("changed"))))
        .isEqualTo(ROWS + 49);
  }

  @Test
  void rollsBackWithItsTransaction() {
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> Databases
        .await(database.inTransaction(tx -> tx.insertAll("items", items(ROWS))
            .thenCompose(done -> CompletableFuture
                .<Void>failedFuture(new IllegalStateException("given up"))))));
    assertThat(count()).isZero();
  }

  @Test
  void fillsTablesThatOthersMade() throws SQLException {
    Postgres.execute(url, "CREATE TYPE mood AS ENUM ('good', 'bad')",
        "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
        "CREATE TABLE plain (id int PRIMARY KEY, small smallint, r real, name varchar(3), "
            + "names varchar[], at timestamp, doc json)",
        "CREATE TABLE odd (id serial PRIMARY KEY, mood mood, amount positive, other int[])");
    List<Row> plain = new ArrayList<>();
    List<Row> odd = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      plain.add(Row.of("id", i, "small", i, "name", "n", "names", List.of("a", "b")));
      odd.add(Row.of("mood", i % 2 == 0 ? "good" : "bad", "amount", i + 1));
    }
    Databases.await(database.insertAll("plain", plain));
    Databases.await(database.insertAll("odd", odd));
    assertThat(Databases.await(database.count("odd", field("mood").eq("bad")))).isEqualTo(50);
    Row full = Row.of("id", 1_000, "r", 0.1, "at", Instant.parse("2026-01-01T00:00:00Z"), "doc",
        Json.parse("{\"a\": 1}"));
    Databases.await(database.insert("plain", full));
    Row read = Databases.await(database.findOne(
        Query.from("plain").where(field("r").eq(0.1)))).orElseThrow();
    assertThat(read.doubleValue("r")).isEqualTo(0.1);
    assertThat(read.instant("at")).isEqualTo(full.instant("at"));
    plain.clear();
    for (int i = 0; i < 100; i++) {
      plain.add(Row.of("id", 5_000L + i, "small", i == 70 ? 40_000 : 1));
    }
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE, database.insertAll("plain", plain));
    assertThat(Databases.await(database.count("plain", Filter.all()))).isEqualTo(101);
  }

  @Test
  void obeysThePoliciesOfATable() throws SQLException {
    Postgres.execute(url, "DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = "
        + "'plinth_guarded') THEN CREATE ROLE plinth_guarded LOGIN PASSWORD 'right'; END IF; END $$",
        "CREATE TABLE guarded (id bigint PRIMARY KEY, owner text)",
        "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
        "CREATE POLICY own ON guarded USING (owner = current_user)",
        "GRANT ALL ON guarded TO plinth_guarded");
    try (DatabaseProvider guarded =
        Postgres.open(TestUrls.withUser(url, "plinth_guarded", "right"))) {
      List<Row> mine = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        mine.add(Row.of("id", i, "owner", "plinth_guarded"));
      }
      assertThat(Databases.await(guarded.insertAll("guarded", mine)).inserted()).isEqualTo(100);
      mine.replaceAll(row -> row.with("id", row.longValue("id") + 1_000));
      mine.set(50, mine.get(50).with("owner", "somebody else"));
      assertFails(ErrorCode.ACCESS_DENIED, guarded.insertAll("guarded", mine));
      assertThat(Databases.await(guarded.count("guarded", Filter.all()))).isEqualTo(100);
    }
  }

  @Test
  void servesTheConnectionAfterwards() {
    List<Row> rows = new ArrayList<>(items(ROWS));
    rows.add(rows.get(0));
    for (int i = 0; i < 10; i++) {
      assertFails(ErrorCode.UNIQUE_VIOLATION, database.insertAll("items", rows));
      assertThat(Databases.await(database.queryScalar(Statement.of("SELECT 1"), Long.class)))
          .contains(1L);
    }
  }

  private Row one(long id) {
    return Databases.await(database.findOne(Query.from("items").where(field("id").eq(id))))
        .orElseThrow();
  }

  private long count() {
    return Databases.await(database.count("items", Filter.all()));
  }

  private static List<Row> items(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(item(i));
    }
    return rows;
  }

  /** Every seventh value is null, at another place in each column. */
  private static Row item(int i) {
    List<@Nullable Object> values = new ArrayList<>(Arrays.asList(i % 3 == 0, i / 7.0,
        new BigDecimal(i).movePointLeft(i % 20).negate(), new BigDecimal(i % 9999).movePointLeft(2),
        "title " + i + " \u00fc\uD83D\uDE00\t\\N\n", "c" + i % 1000, new UUID(i, -i),
        Instant.ofEpochSecond(i * 86_400_000L - 62_135_596_800L, i * 1_000L),
        LocalDate.of(1 + i, 1 + i % 12, 1 + i % 28), new byte[]{(byte) i, 0, '\\'},
        Json.parse("{\"i\":" + i + ",\"list\":[null,\"\u00fc\"]}"),
        i % 5 == 0 ? List.of() : List.of("a,b", "", "NULL", "{" + i + "}")));
    values.set(i % 7, i % 2 == 0 ? null : values.get(i % 7));
    return Row.of("id", i, "flag", values.get(0), "ratio", values.get(1), "price", values.get(2),
        "cents", values.get(3), "title", values.get(4), "code", values.get(5), "uid",
        values.get(6), "at", values.get(7), "day", values.get(8), "data", values.get(9), "doc",
        values.get(10), "tags", values.get(11));
  }

  private static void assertFails(ErrorCode code, CompletableFuture<?> call) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> Databases.await(call))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
