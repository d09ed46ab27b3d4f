package dev.plinth.sqlite;

import static dev.plinth.data.Filter.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.Statement;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file is a plain SQLite file: other programs check it, write to it, and change its schema. */
@Timeout(60)
final class OtherProgramsTest {
  private static final TableDefinition PRICES = TableDefinition.named("prices")
      .column("id", PortableType.LONG)
      .column(ColumnDefinition.of("price", PortableType.DECIMAL).withPrecision(10, 2))
      .primaryKey("id").uniqueKey("price")
      .check("price_range", field("price").gte(0).and(field("price").lte(10))
          .and(Filter.not(field("price").in(new BigDecimal("5.50"), 7))));

  @TempDir
  private Path folder;

  @Test
  void canCheckAndWriteATableWithChecksOnDecimals() throws SQLException {
    try (DatabaseProvider database = Sqlite.open(file())) {
      Sqlite.await(database.createTable(PRICES));
      Sqlite.await(database.createIndex(IndexDefinition.on("prices", "by_price", "price")));
      Sqlite.await(database.insert("prices", Row.of("id", 1, "price", new BigDecimal("9.50"))));
      for (String refused : new String[]{"-0.01", "10.01", "5.50", "7"}) {
        assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> Sqlite.await(
            database.insert("prices", Row.of("id", 2, "price", new BigDecimal(refused)))))
            .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CHECK_VIOLATION));
      }
    }
    try (Connection other = Sqlite.connect(file())) {
      Sqlite.execute(other, "insert into prices values (3, '10.00')");
    }
    assertThat(Sqlite.text(file(), "pragma integrity_check")).isEqualTo("ok");
    assertThat(Sqlite.text(file(), "select count(*) from prices")).isEqualTo("2");
  }

  @Test
  void areNotHeldUpByAFunctionThatOnlyThisLibraryHas() {
    try (DatabaseProvider database = Sqlite.open(file())) {
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> Sqlite.await(database.createTable(TableDefinition.named("notes")
              .column("title", PortableType.TEXT)
              .check("tea", field("title").containsIgnoringCase("tea")))))
          .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    }
  }

  @Test
  void areSeenInPlansAndColumns() throws SQLException {
    try (DatabaseProvider database = Sqlite.open(file())) {
      Sqlite.await(database.createTable(TableDefinition.named("notes")
          .column("id", PortableType.LONG).column("title", PortableType.TEXT).primaryKey("id")));
      assertThat(plan(database)).contains("SCAN");
      try (Connection other = Sqlite.connect(file())) {
        Sqlite.execute(other, "create index by_title on notes (title)");
        Sqlite.execute(other, "alter table notes add column stars bigint");
      }
      assertThat(plan(database)).contains("USING INDEX by_title");
      Rows rows = Sqlite.await(database.find(Query.from("notes").where(field("stars").gt(1))));
      assertThat(rows.columns().names()).containsExactly("id", "title", "stars");
    }
  }

  private static String plan(DatabaseProvider database) {
    return Sqlite.await(database.query(
        Statement.of("explain query plan select * from notes where title = ?", "tea"))).row(0)
        .string("detail");
  }

  private Path file() {
    return folder.resolve("app.db");
  }
}
