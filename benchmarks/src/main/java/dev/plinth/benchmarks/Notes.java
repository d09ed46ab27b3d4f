package dev.plinth.benchmarks;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.List;
import java.util.stream.LongStream;

/** The table that all contenders use, each in a file of its own. */
final class Notes {
  static final String INSERT = "INSERT INTO notes (id, title, stars) VALUES (?, ?, ?)";
  static final String SELECT_ONE = "SELECT id, title, stars FROM notes WHERE id = ?";
  static final String SELECT_ALL = "SELECT id, title, stars FROM notes";

  /** The table of the same rows whose keys the server counts up. */
  static final String COUNTED = "counted";
  static final String INSERT_COUNTED = "INSERT INTO counted (title, stars) VALUES (?, ?)";

  private static final int CHUNK = 10_000;

  private Notes() {}

  static String title(long id) {
    return "Note number " + id + ", about tea and other plants";
  }

  static long stars(long id) {
    return id % 5;
  }

  static Row row(long id) {
    return Row.of("id", id, "title", title(id), "stars", stars(id));
  }

  /** A row without its key. */
  static Row uncounted(long number) {
    return Row.of("title", title(number), "stars", stars(number));
  }

  /** Something made of all values of a row, so that each must be read. */
  static long sum(long id, String title, long stars) {
    return id + title.length() + stars;
  }

  static long sum(Row row) {
    return sum(row.longValue("id"), row.string("title"), row.longValue("stars"));
  }

  /** The rows from one id on. */
  static List<Row> rows(long firstId, int count) {
    return LongStream.range(firstId, firstId + count).mapToObj(Notes::row).toList();
  }

  static void createCounted(DatabaseProvider database) {
    database.createTable(TableDefinition.named(COUNTED)
        .column(ColumnDefinition.of("id", PortableType.LONG).generatedByBackend())
        .requiredColumn("title", PortableType.TEXT).requiredColumn("stars", PortableType.LONG)
        .primaryKey("id")).join();
  }

  /** Creates the table with rows 1 to {@code count}. */
  static void create(DatabaseProvider database, int count) {
    database.createTable(TableDefinition.named("notes").requiredColumn("id", PortableType.LONG)
        .requiredColumn("title", PortableType.TEXT).requiredColumn("stars", PortableType.LONG)
        .primaryKey("id")).join();
    for (long id = 1; id <= count; id += CHUNK) {
      database.insertAll("notes", rows(id, (int) Math.min(CHUNK, count - id + 1))).join();
    }
  }
}
