package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.await;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The tests of one role, with the tables that most of them work on. */
abstract class RoleConformance {
  private final TestBed bed;

  RoleConformance(TestBed bed) {
    this.bed = bed;
  }

  final TestBed bed() {
    return bed;
  }

  final DatabaseProvider database() {
    return bed.database();
  }

  /** A new table of notes, with these records. */
  final String notes(Row... notes) {
    return notesIn(database(), notes);
  }

  /** A new table of notes in another database, with these records. */
  static String notesIn(DatabaseProvider database, Row... notes) {
    String table = create(database, TableDefinition.named(TestBed.newName("notes"))
        .column("id", PortableType.LONG)
        .column("title", PortableType.TEXT)
        .column("score", PortableType.LONG)
        .column("price", PortableType.DECIMAL)
        .column("at", PortableType.INSTANT)
        .primaryKey("id"));
    for (Row note : notes) {
      await(database.insert(table, note));
    }
    return table;
  }

  /** Creates a table and returns its name. */
  final String create(TableDefinition definition) {
    return create(database(), definition);
  }

  static String create(DatabaseProvider database, TableDefinition definition) {
    await(database.createTable(definition));
    return definition.name();
  }

  /** A note with a title. */
  static Row note(long id, String title) {
    return Row.of("id", id, "title", title);
  }

  /** A note with a score, which may be null. */
  static Row scored(long id, @Nullable Long score) {
    return Row.of("id", id, "score", score);
  }

  /** A note with a price. */
  static Row priced(long id, String price) {
    return Row.of("id", id, "price", new BigDecimal(price));
  }

  /** So many notes, from the id 1 on, with their id as score. */
  static List<Row> manyNotes(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(id -> Row.of("id", id, "title", "note " + id, "score", id)).toList();
  }

  /** A new table of so many notes. */
  final String notes(int count) {
    String table = notes();
    await(database().insertAll(table, manyNotes(count)));
    return table;
  }

  /** The ids that a query finds, in its order. */
  final List<Long> ids(Query query) {
    return idsOf(await(database().find(query)));
  }

  static List<Long> idsOf(Iterable<Row> rows) {
    return java.util.stream.StreamSupport.stream(rows.spliterator(), false)
        .map(row -> row.longValue("id")).toList();
  }

  /** All ids of a table, in order. */
  final List<Long> allIds(String table) {
    return ids(Query.from(table).orderBy("id"));
  }

  /** The one record of an id. */
  final Row row(String table, long id) {
    return await(
        database().findOne(Query.from(table).where(dev.plinth.data.Filter.field("id").eq(id))))
        .orElseThrow(() -> new AssertionError("there is no record " + id + " in " + table));
  }
}
