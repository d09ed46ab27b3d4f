package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Inserting one record. */
abstract class InsertConformance extends RoleConformance {
  InsertConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void answersThePrimaryKeyAlone() {
    assertThat(await(database().insert(notes(), note(7, "tea")))).isEqualTo(Row.of("id", 7));
  }

  @Test
  void answersAllColumnsOfACompositeKeyInItsOrder() {
    String table = create(TableDefinition.named(TestBed.newName("pairs"))
        .column("amount", PortableType.LONG).column("a", PortableType.TEXT)
        .column("b", PortableType.LONG).primaryKey("b", "a"));
    Row key = await(database().insert(table, Row.of("a", "x", "amount", 1, "b", 2)));
    assertThat(key).isEqualTo(Row.of("b", 2, "a", "x"));
  }

  @Test
  void answersNothingForATableWithoutAKey() {
    String table = create(TableDefinition.named(TestBed.newName("keyless"))
        .column("text", PortableType.TEXT));
    assertThat(await(database().insert(table, Row.of("text", "a"))).size()).isZero();
    await(database().insert(table, Row.of("text", "a")));
    assertThat(await(database().count(table, dev.plinth.data.Filter.all()))).isEqualTo(2);
  }

  @Test
  void storesEveryColumnAsGiven() {
    String table = notes();
    Instant at = Instant.parse("2026-02-28T10:15:30.123Z");
    await(database().insert(table, Row.of("id", 1, "title", "tea", "score", -5, "price",
        new BigDecimal("12.5000"), "at", at)));
    Row stored = row(table, 1);
    assertThat(stored.names()).containsExactly("id", "title", "score", "price", "at");
    assertThat(stored.string("title")).isEqualTo("tea");
    assertThat(stored.longValue("score")).isEqualTo(-5);
    assertThat(stored.decimal("price")).isEqualByComparingTo("12.5");
    assertThat(stored.instant("at")).isEqualTo(at);
  }

  @Test
  void leavesColumnsThatAreNotNamedNull() {
    Row stored = row(notes(note(1, "tea")), 1);
    assertThat(stored.isNull("score")).isTrue();
    assertThat(stored.isNull("price")).isTrue();
    assertThat(stored.isNull("at")).isTrue();
  }

  @Test
  void takesTheColumnsInAnyOrder() {
    String table = notes();
    await(database().insert(table, Row.of("title", "tea", "score", 3, "id", 1)));
    assertThat(row(table, 1).longValue("score")).isEqualTo(3);
  }

  @Test
  void fillsInDefaultsWhereAColumnIsNotNamed() {
    String table = create(TableDefinition.named(TestBed.newName("defaults"))
        .column("id", PortableType.LONG)
        .column(ColumnDefinition.of("state", PortableType.TEXT).withDefault("it's new"))
        .column(ColumnDefinition.of("amount", PortableType.LONG).withDefault(42))
        .column(ColumnDefinition.of("open", PortableType.BOOLEAN).withDefault(true))
        .column(
            ColumnDefinition.of("rate", PortableType.DECIMAL).withDefault(new BigDecimal("1.5")))
        .primaryKey("id"));
    await(database().insert(table, Row.of("id", 1)));
    await(database().insert(table, Row.of("id", 2, "state", null, "amount", 7)));
    assertThat(row(table, 1).string("state")).isEqualTo("it's new");
    assertThat(row(table, 1).longValue("amount")).isEqualTo(42);
    assertThat(row(table, 1).booleanValue("open")).isTrue();
    assertThat(row(table, 1).decimal("rate")).isEqualByComparingTo("1.5");
    assertThat(row(table, 2).isNull("state")).isTrue();
    assertThat(row(table, 2).longValue("amount")).isEqualTo(7);
  }

  @Test
  @Requires(Capability.GENERATED_KEYS)
  void countsGeneratedKeysUp() {
    String table = generated();
    long first = await(database().insert(table, Row.of("title", "a"))).longValue("id");
    long second = await(database().insert(table, Row.of("title", "b"))).longValue("id");
    assertThat(second).isGreaterThan(first);
    assertThat(row(table, second).string("title")).isEqualTo("b");
  }

  @Test
  @Requires(Capability.GENERATED_KEYS)
  void takesAnExplicitValueForAGeneratedKey() {
    String table = generated();
    Row key = await(database().insert(table, Row.of("id", 1_000, "title", "a")));
    assertThat(key.longValue("id")).isEqualTo(1_000);
  }

  @Test
  void refusesASecondRecordWithTheSameKey() {
    String table = notes(note(1, "first"));
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().insert(table, note(1, "second")));
    assertThat(row(table, 1).string("title")).isEqualTo("first");
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void refusesARecordWithoutAColumn() {
    assertFails(ErrorCode.INVALID_ARGUMENT, database().insert(notes(), Row.empty()));
  }

  @Test
  void mapsRowsToRecords() {
    String table = notes(Row.of("id", 3, "title", "tea", "price", new BigDecimal("1.25")));
    Priced read = row(table, 3).as(Priced.class);
    assertThat(read.id()).isEqualTo(3);
    assertThat(read.title()).isEqualTo("tea");
    assertThat(read.price()).isEqualByComparingTo("1.25");
  }

  record Priced(long id, String title, BigDecimal price) {}

  private String generated() {
    return create(TableDefinition.named(TestBed.newName("generated"))
        .column(ColumnDefinition.of("id", PortableType.LONG).generatedByBackend())
        .column("title", PortableType.TEXT).primaryKey("id"));
  }
}
