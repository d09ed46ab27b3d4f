package dev.plinth.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Columns;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.TableSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RecordBatchesTest {
  private static final TableSchema NOTES = schema("notes", "id");
  private static final TableSchema PAIRS = schema("pairs", "id", "n");

  private final Connection connection;
  private final JdbcSession session;

  RecordBatchesTest() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE notes (id INTEGER PRIMARY KEY, n INTEGER, t TEXT)");
      statement.execute("CREATE TABLE pairs (id INTEGER, n INTEGER, t TEXT, PRIMARY KEY (id, n))");
    }
    session = new JdbcSession(connection, new TinyDialect());
  }

  private static TableSchema schema(String table, String... key) {
    return new TableSchema(new TableDescription("", table, TableKind.TABLE,
        List.of(column("id", PortableType.LONG), column("n", PortableType.LONG),
            column("t", PortableType.TEXT)),
        List.of(key), List.of(), List.of(), List.of(), List.of()));
  }

  private static ColumnDescription column(String name, PortableType type) {
    return new ColumnDescription(name, type, "", true, false, null, null);
  }

  @AfterEach
  void close() throws SQLException {
    session.close();
    connection.close();
  }

  private static Row note(long id, long n) {
    return Row.of("id", id, "n", n, "t", "note " + id);
  }

  @Test
  void findsRecordsInTheOrderOfTheirKeys() {
    session.insertEach(NOTES, List.of(note(1, 10), note(2, 20), note(3, 30)));
    Query title = Query.from("notes").select("t");
    assertThat(session.findByKeys(NOTES, title,
        List.of(Row.of("id", 3L), Row.of("id", 9L), Row.of("id", 1L))))
        .containsExactly(Optional.of(Row.of("t", "note 3")), Optional.empty(),
            Optional.of(Row.of("t", "note 1")));
    assertThat(session.findByKeys(NOTES, Query.from("notes"), List.of(Row.of("id", 2L))))
        .containsExactly(Optional.of(note(2, 20)));
  }

  @Test
  void answersEachOfEqualKeys() {
    session.insertEach(NOTES, List.of(note(1, 10), note(3, 30)));
    assertThat(session.findByKeys(NOTES, Query.from("notes").select("t"),
        List.of(Row.of("id", 3L), Row.of("id", 3L), Row.of("id", 9L), Row.of("id", 1L),
            Row.of("id", 9L), Row.of("id", 3L))))
        .containsExactly(Optional.of(Row.of("t", "note 3")), Optional.of(Row.of("t", "note 3")),
            Optional.empty(), Optional.of(Row.of("t", "note 1")), Optional.empty(),
            Optional.of(Row.of("t", "note 3")));
  }

  @Test
  void insertsThoseWhoseKeysAreFree() {
    session.insertEach(NOTES, List.of(note(2, 20)));
    assertThat(session.insertPossible(NOTES, List.of(note(1, 1), note(2, 2), note(3, 3))).stream())
        .containsExactly(0, 2);
    assertThat(session.insertPossible(NOTES, List.of(note(1, 4))).stream()).isEmpty();
    assertThat(session.findByKeys(NOTES, Query.from("notes").select("n"),
        List.of(Row.of("id", 1L), Row.of("id", 2L), Row.of("id", 3L))))
        .containsExactly(Optional.of(Row.of("n", 1L)), Optional.of(Row.of("n", 20L)),
            Optional.of(Row.of("n", 3L)));
  }

  @Test
  void findsRecordsByKeysOfSeveralColumns() {
    session.insertEach(PAIRS, List.of(note(1, 1), note(1, 2), note(2, 1)));
    assertThat(session.findByKeys(PAIRS, Query.from("pairs").select("t"),
        List.of(Row.of("id", 1L, "n", 2L), Row.of("id", 2L, "n", 2L), Row.of("id", 2L, "n", 1L))))
        .containsExactly(Optional.of(Row.of("t", "note 1")), Optional.empty(),
            Optional.of(Row.of("t", "note 2")));
  }

  @Test
  void answersTheKeysOfInserts() {
    assertThat(session.insertEach(NOTES, List.of(note(5, 0), note(4, 0))))
        .containsExactly(Row.of("id", 5L), Row.of("id", 4L));
    assertThat(session.insertEach(NOTES, List.of(Row.of("t", "a"), Row.of("t", "b"))))
        .containsExactly(Row.of("id", 6L), Row.of("id", 7L));
  }

  @Test
  void countsForEachWriteWhetherThereWasARecord() {
    session.insertEach(NOTES, List.of(note(1, 10), note(2, 20)));
    List<Row> keys = List.of(Row.of("id", 1L), Row.of("id", 9L), Row.of("id", 2L));
    assertThat(session.updateByKeys(NOTES, keys, List.of(add(1), add(2), add(3))))
        .containsExactly(1, 0, 1);
    assertThat(session.findByKeys(NOTES, Query.from("notes").select("n"), keys))
        .containsExactly(Optional.of(Row.of("n", 11L)), Optional.empty(),
            Optional.of(Row.of("n", 23L)));
    assertThat(session.deleteByKeys(NOTES, keys)).containsExactly(1, 0, 1);
  }

  private static Update add(long number) {
    return Update.none().increment("n", number);
  }

  @Test
  void writesOneStatementForAnyNumberWhereThereAreArrays() {
    var dialect = new ArrayDialect();
    assertThat(sql(dialect, NOTES, new Shape.KeyedSelect(List.of("t"), 0)))
        .isEqualTo("SELECT \"notes\".\"t\", \"notes\".\"id\" FROM \"notes\" "
            + "WHERE \"notes\".\"id\" = ANY(?::array[])");
    assertThat(sql(dialect, PAIRS, new Shape.KeyedSelect(List.of("t"), 0)))
        .endsWith("FROM \"pairs\", unnest(?::array[], ?::array[]) AS plinth_given(c0, c1) "
            + "WHERE \"pairs\".\"id\" = plinth_given.c0 AND \"pairs\".\"n\" = plinth_given.c1");
    assertThat(sql(dialect, NOTES,
        new Shape.ArrayInsert(Columns.of(List.of("id", "t")), Shape.InsertEnd.IGNORING)))
        .isEqualTo("INSERT INTO \"notes\" (\"id\", \"t\") "
            + "SELECT * FROM unnest(?::array[], ?::array[]) ON CONFLICT DO NOTHING RETURNING \"id\"");
    assertThat(sql(dialect, NOTES, new Shape.ArrayChange(add(1).set("t", "a"))))
        .isEqualTo("UPDATE \"notes\" SET \"n\" = \"notes\".\"n\" + plinth_given.c1, "
            + "\"t\" = plinth_given.c2 "
            + "FROM unnest(?::array[], ?::array[], ?::array[]) AS plinth_given(c0, c1, c2) "
            + "WHERE \"notes\".\"id\" = plinth_given.c0 RETURNING plinth_given.c0");
    assertThat(sql(dialect, NOTES, new Shape.ArrayDelete()))
        .isEqualTo("DELETE FROM \"notes\" USING unnest(?::array[]) AS plinth_given(c0) "
            + "WHERE \"notes\".\"id\" = plinth_given.c0 RETURNING plinth_given.c0");
  }

  private static String sql(Dialect dialect, TableSchema table, Shape shape) {
    return new TableRenderer(dialect, table).render(shape).sql();
  }

  private static final class ArrayDialect extends TinyDialect {
    @Override
    public ArrayCodec arrayCodec(ColumnDescription column) {
      return new ArrayCodec() {
        @Override
        public String type() {
          return "array[]";
        }

        @Override
        public void bind(PreparedStatement statement, int index, @Nullable Object[] values) {
          throw new AssertionError("nothing is bound here");
        }
      };
    }
  }
}
