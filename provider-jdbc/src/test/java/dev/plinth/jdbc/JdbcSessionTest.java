package dev.plinth.jdbc;

import static dev.plinth.data.Filter.all;
import static dev.plinth.data.Filter.field;
import static dev.plinth.data.Filter.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.TreeQuery;
import dev.plinth.data.Update;
import dev.plinth.data.UpsertOutcome;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.TableSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class JdbcSessionTest {
  private static final TableDefinition NOTES = TableDefinition.named("notes")
      .column(ColumnDefinition.of("id", PortableType.LONG).generatedByBackend())
      .requiredColumn("title", PortableType.TEXT)
      .column("stars", PortableType.LONG)
      .column("parent", PortableType.LONG)
      .primaryKey("id").uniqueKey("title");
  private static final Limits LIMITS = Limits.defaults();

  private final TableSchema notes = schema(NOTES);
  private Connection connection;
  private JdbcSession session;

  JdbcSessionTest() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    session = new JdbcSession(connection, new TinyDialect());
  }

  @BeforeEach
  void createTable() {
    session.createTable(NOTES);
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
    connection.close();
  }

  @Test
  void answersTheGeneratedKeyOfAnInsert() {
    assertThat(session.insert(notes, Row.of("title", "tea"))).isEqualTo(Row.of("id", 1L));
    assertThat(session.insert(notes, Row.of("id", null, "title", "coffee")))
        .isEqualTo(Row.of("id", 2L));
  }

  @Test
  void answersTheGivenKeyOfAnInsert() {
    assertThat(session.insert(notes, Row.of("id", 7, "title", "tea"))).isEqualTo(Row.of("id", 7L));
  }

  @Test
  void leavesAnExistingRecordAlone() {
    assertThat(session.insertIfAbsent(notes, note(1, "tea", 1L), List.of())).isTrue();
    assertThat(session.insertIfAbsent(notes, note(1, "mate", 1L), List.of())).isFalse();
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> session.insertIfAbsent(notes, note(2, "tea", 1L), List.of()))
        .extracting(DatabaseException::code).isEqualTo(ErrorCode.UNIQUE_VIOLATION);
  }

  @Test
  void saysWhatAnUpsertDid() {
    assertThat(session.upsert(notes, note(1, "tea", 1L), List.of()))
        .isEqualTo(UpsertOutcome.INSERTED);
    assertThat(session.upsert(notes, note(1, "tea", 5L), List.of()))
        .isEqualTo(UpsertOutcome.UPDATED);
    assertThat(session.upsert(notes, Row.of("title", "tea", "stars", null), List.of("title")))
        .isEqualTo(UpsertOutcome.UPDATED);
    assertThat(session.upsert(notes, Row.of("title", "tea"), List.of("title")))
        .isEqualTo(UpsertOutcome.UPDATED);
    assertThat(titles(field("stars").isNull())).containsExactly("tea");
  }

  @Test
  void comparesByEveryOperator() {
    insertFive();

    assertThat(titles(field("stars").eq(2L))).containsExactly("b");
    assertThat(titles(field("stars").notEq(2L))).containsExactly("a", "c", "d");
    assertThat(titles(field("stars").lt(2L))).containsExactly("a");
    assertThat(titles(field("stars").lte(2L))).containsExactly("a", "b");
    assertThat(titles(field("stars").gt(3L))).containsExactly("d");
    assertThat(titles(field("stars").gte(3L))).containsExactly("c", "d");
    assertThat(titles(field("stars").in(1L, 3L, 9L))).containsExactly("a", "c");
    assertThat(titles(field("stars").notIn(1L, 3L, 9L))).containsExactly("b", "d");
    assertThat(titles(field("stars").in(List.of()))).isEmpty();
    assertThat(titles(field("stars").notIn(List.of()))).containsExactly("a", "b", "c", "d");
    assertThat(titles(field("stars").isNull())).containsExactly("%E_e");
    assertThat(titles(field("stars").isNotNull().and(field("title").eq("d"))))
        .containsExactly("d");
    assertThat(titles(field("stars").eq(1L).or(field("stars").eq(4L)))).containsExactly("a", "d");
    assertThat(titles(all())).hasSize(5);
  }

  @Test
  void negatesInTwoValues() {
    insertFive();

    assertThat(titles(not(field("stars").eq(2L)))).containsExactly("a", "c", "d", "%E_e");
    assertThat(titles(not(not(field("stars").eq(2L))))).containsExactly("b");
    assertThat(titles(not(field("stars").notIn(List.of())))).containsExactly("%E_e");
    assertThat(titles(not(all()))).isEmpty();
  }

  @Test
  void looksForLiteralTextByCase() {
    insertFive();

    assertThat(titles(field("title").contains("E_"))).containsExactly("%E_e");
    assertThat(titles(field("title").contains("e_"))).isEmpty();
    assertThat(titles(field("title").startsWith("%"))).containsExactly("%E_e");
    assertThat(titles(field("title").startsWith("a%"))).isEmpty();
    assertThat(titles(field("title").endsWith("_e"))).containsExactly("%E_e");
  }

  @Test
  void ordersNullsFirstAndPages() {
    insertFive();
    Query query = Query.from("notes").select("title").orderBy("stars");

    assertThat(titles(session.find(notes, query, LIMITS)))
        .containsExactly("%E_e", "a", "b", "c", "d");
    assertThat(titles(session.find(notes, query.limit(2).offset(1), LIMITS)))
        .containsExactly("a", "b");
    assertThat(session.find(notes, query.limit(5), LIMITS).truncated()).isFalse();
    assertThat(session.find(notes, query.limit(4), LIMITS).truncated()).isTrue();
    assertThat(session.find(notes, query, LIMITS.withMaxRows(3)).rows()).hasSize(3);
    assertThat(session.findOne(notes, query.offset(4)).orElseThrow().string("title"))
        .isEqualTo("d");
    assertThat(session.findOne(notes, query.where(field("stars").eq(9L)))).isEmpty();
  }

  @Test
  void boundsResultsByBytes() {
    session.insert(notes, Row.of("title", "x".repeat(1000)));
    session.insert(notes, Row.of("title", "y".repeat(1000)));
    session.insert(notes, Row.of("title", "z".repeat(3000)));
    Query query = Query.from("notes").select("title").orderBy("id");

    Found cut = session.find(notes, query, LIMITS.withMaxBytes(2500));
    assertThat(cut.rows()).hasSize(2);
    assertThat(cut.truncated()).isTrue();
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> session.find(notes, query.offset(2), LIMITS.withMaxBytes(2500)))
        .extracting(DatabaseException::code).isEqualTo(ErrorCode.RESULT_TOO_LARGE);
  }

  @Test
  void streamsInPieces() {
    insertFive();

    try (RowCursor rows = session.open(notes, Query.from("notes").orderBy("id").offset(1))) {
      assertThat(rows.next(3)).hasSize(3);
      assertThat(session.count(notes, all())).isEqualTo(5);
      assertThat(rows.next(3)).hasSize(1);
      assertThat(rows.next(3)).isEmpty();
    }
    try (RowCursor rows = session.open(Statement.of("SELECT title FROM notes WHERE id = ?", 1))) {
      assertThat(rows.next(10)).containsExactly(Row.of("title", "a"));
    }
  }

  @Test
  void countsWhatAnUpdateMatched() {
    insertFive();

    assertThat(session.update(notes, field("stars").gte(3L),
        Update.of("stars", 3L).unset("parent"))).isEqualTo(2);
    assertThat(session.update(notes, field("title").in("a", "b"),
        Update.none().increment("stars", 10))).isEqualTo(2);
    assertThat(titles(field("stars").gt(10L))).containsExactly("a", "b");
    assertThat(session.delete(notes, field("stars").gt(10L))).isEqualTo(2);
    assertThat(session.exists(notes, field("title").eq("a"))).isFalse();
    assertThat(session.count(notes, all())).isEqualTo(3);
  }

  @Test
  void comparesAndSetsOneRecord() {
    insertFive();

    Optional<Row> byKey = session.updateReturning(notes,
        field("id").eq(2L).and(field("stars").eq(2L)), Update.of("stars", 20L));
    assertThat(byKey.orElseThrow().longValue("stars")).isEqualTo(20);
    assertThat(session.updateReturning(notes, field("id").eq(2L).and(field("stars").eq(2L)),
        Update.of("stars", 21L))).isEmpty();

    session.updateReturning(notes, field("stars").isNotNull(), Update.of("stars", 99L));
    assertThat(session.count(notes, field("stars").eq(99L))).isEqualTo(1);
  }

  @Test
  void doesWithoutReturning() throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      var plain = new JdbcSession(other, new TinyDialect() {
        @Override
        public boolean returning() {
          return false;
        }

        @Override
        public String countedColumn(TableSchema table) {
          return "id";
        }

        @Override
        public String rowLock() {
          return "";
        }
      });
      plain.createTable(NOTES);
      TableSchema table = schema(NOTES);

      assertThat(plain.insert(table, Row.of("title", "tea"))).isEqualTo(Row.of("id", 1L));
      assertThat(plain.insert(table, Row.of("title", "mate"))).isEqualTo(Row.of("id", 2L));
      assertThat(plain.updateReturning(table, field("title").eq("mate"),
          Update.of("stars", 3L).set("id", 9L)).orElseThrow().toMap())
          .containsEntry("stars", 3L).containsEntry("id", 9L);
      assertThat(plain.updateReturning(table, field("id").eq(2L), Update.of("stars", 4L)))
          .isEmpty();
    }
  }

  @Test
  void insertsInBulk() {
    var rows = new ArrayList<Row>();
    for (long i = 1; i <= 2500; i++) {
      rows.add(note(i, "n" + i, i));
    }

    assertThat(session.insertAll(notes, rows, InsertOptions.defaults()))
        .isEqualTo(new InsertResult(2500, 0, 0));
    assertThat(session.count(notes, all())).isEqualTo(2500);
    assertThat(titles(field("id").eq(2500L))).containsExactly("n2500");
    assertThat(session.insertAll(notes, List.of(), InsertOptions.defaults()))
        .isEqualTo(new InsertResult(0, 0, 0));
  }

  @Test
  void countsConflictsExactly() {
    insertFive();
    List<Row> rows = List.of(note(5, "e", 1L), note(6, "f", 1L), note(6, "g", 1L));

    assertThat(session.insertAll(notes, rows, InsertOptions.defaults().ignoringConflicts()))
        .isEqualTo(new InsertResult(1, 0, 2));
    assertThat(session.insertAll(notes, List.of(note(6, "g", 2L), note(7, "h", 2L)),
        InsertOptions.defaults().updatingConflicts())).isEqualTo(new InsertResult(1, 1, 0));
    assertThat(titles(field("id").gte(6L))).containsExactly("g", "h");
  }

  @Test
  void computesGroups() {
    insertFive();
    session.insert(notes, Row.of("title", "f", "stars", 4L));

    Found found = session.aggregate(notes,
        Aggregation.from("notes").groupBy("stars").count("n").sum("id", "ids").max("title", "last")
            .orderBy(Order.descending("n"), Order.ascending("stars")).limit(2),
        LIMITS);
    assertThat(found.rows()).containsExactly(
        Row.of("stars", 4L, "n", 2L, "ids", 10L, "last", "f"),
        Row.of("stars", null, "n", 1L, "ids", 5L, "last", "%E_e"));
    assertThat(found.truncated()).isTrue();
  }

  @Test
  void walksTreesAndEndsAtCycles() {
    insertTree();

    Found below = walk(1, true, 100);
    assertThat(below.columns()).isEqualTo(
        Columns.of(List.of("id", "title", "stars", "parent", "depth")));
    assertThat(depths(below)).containsExactly("2:1", "3:1", "4:2", "5:3");
    assertThat(depths(walk(1, true, 1))).containsExactly("2:1", "3:1");
    assertThat(depths(walk(5, false, 100))).containsExactly("4:1", "2:2", "1:3");

    session.update(notes, field("id").eq(1L), Update.of("parent", 4L));
    assertThat(depths(walk(1, true, 100))).containsExactly("2:1", "3:1", "4:2", "5:3");
    assertThat(depths(walk(5, false, 100))).containsExactly("4:1", "2:2", "1:3");
    assertThat(depths(walk(4, false, 100))).containsExactly("2:1", "1:2");
  }

  @Test
  void runsNativeStatements() {
    assertThat(session.execute(Statement.of("INSERT INTO notes (title, stars) VALUES ($2, $1)", 3,
        "tea"))).isEqualTo(1);
    assertThat(session.executeBatch("INSERT INTO notes (title) VALUES (?)",
        List.of(List.of("a"), List.of("b")))).containsExactly(1L, 1L);
    assertThat(session.execute(Statement.of("CREATE INDEX i ON notes (stars)"))).isZero();
    assertThat(session.execute(Statement.of("SELECT 1"))).isZero();
    assertThat(session.execute(Statement.of("UPDATE notes SET stars = 1 RETURNING id")))
        .isEqualTo(3);

    Found found = session.query(Statement.named("SELECT id, title AS t FROM notes WHERE id < :most",
        Map.of("most", 3)), LIMITS.withMaxRows(1));
    assertThat(found.rows()).containsExactly(Row.of("id", 1L, "t", "tea"));
    assertThat(found.truncated()).isTrue();
    assertThat(session.query(Statement.of("DELETE FROM notes WHERE id = 1"), LIMITS).rows())
        .isEmpty();
    assertThat(session.count(notes, all())).isEqualTo(2);
  }

  @Test
  void worksOnAfterAFailedStatement() {
    session.insert(notes, note(1, "tea", 1L));
    for (int i = 0; i < 3; i++) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> session.insert(notes, note(1, "secret", 1L)))
          .satisfies(failure -> assertThat(failure.toString() + failure.getCause())
              .doesNotContain("secret").doesNotContain("notes.id"));
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> session.query(Statement.of("SELECT abs(-9223372036854775808)"),
              LIMITS));
    }
    session.insert(notes, note(2, "coffee", 1L));
  }

  @Test
  void rollsBackToASavepoint() {
    session.command("BEGIN");
    session.savepoint("s 1");
    session.insert(notes, note(1, "tea", 1L));
    session.rollbackTo("s 1");
    session.releaseSavepoint("s 1");
    session.command("COMMIT");

    assertThat(session.count(notes, all())).isZero();
    session.ping();
  }

  @Test
  void closesTheStatementsUsedLeastWhenThereAreMany() {
    for (int i = 0; i < 1000; i++) {
      session.query(Statement.of("SELECT " + i), LIMITS);
    }
    session.addColumn("notes", ColumnDefinition.of("extra", PortableType.TEXT));
    session.dropTable("notes");
  }

  private Found walk(long start, boolean down, int depth) {
    return session.walk(notes,
        TreeQuery.of("notes", "id", "parent", start).withMaxDepth(depth), down, LIMITS);
  }

  private static List<String> depths(Found found) {
    return found.rows().stream().map(row -> row.string("id") + ":" + row.string("depth")).toList();
  }

  private void insertTree() {
    long[][] edges = {{1, 0}, {2, 1}, {3, 1}, {4, 2}, {5, 4}, {6, 0}};
    for (long[] edge : edges) {
      session.insert(notes, Row.of("id", edge[0], "title", "n" + edge[0], "parent",
          edge[1] == 0 ? null : edge[1]));
    }
  }

  private void insertFive() {
    session.insert(notes, note(1, "a", 1L));
    session.insert(notes, note(2, "b", 2L));
    session.insert(notes, note(3, "c", 3L));
    session.insert(notes, note(4, "d", 4L));
    session.insert(notes, Row.of("id", 5L, "title", "%E_e"));
  }

  private static Row note(long id, String title, long stars) {
    return Row.of("id", id, "title", title, "stars", stars);
  }

  private List<String> titles(Filter where) {
    return titles(session.find(notes, Query.from("notes").where(where).orderBy("id"), LIMITS));
  }

  private static List<String> titles(Found found) {
    return found.rows().stream().map(row -> row.string("title")).toList();
  }

  static TableSchema schema(TableDefinition table) {
    return new TableSchema(new TableDescription("", table.name(), TableKind.TABLE,
        table.columns().stream().map(column -> new ColumnDescription(column.name(), column.type(),
            "", !column.required(), column.generated(), null, null)).toList(),
        table.primaryKey(), List.of(), List.of(), List.of(), List.of()));
  }
}
