package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.TargetedUpdate;
import dev.plinth.data.Update;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Changing and deleting records. */
abstract class UpdateConformance extends RoleConformance {
  UpdateConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void changesTheRecordsMeantAndNoOthers() {
    String table = notes(3);
    assertThat(await(database().update(table, field("id").gte(2), Update.of("title", "new"))))
        .isEqualTo(2);
    assertThat(row(table, 1).string("title")).isEqualTo("note 1");
    assertThat(row(table, 2).string("title")).isEqualTo("new");
    assertThat(row(table, 3).string("title")).isEqualTo("new");
    assertThat(row(table, 3).longValue("score")).isEqualTo(3);
  }

  @Test
  void countsRecordsMatchedChangedOrNot() {
    String table = notes(note(1, "same"), note(2, "other"));
    assertThat(await(database().update(table, Filter.all(), Update.of("title", "same"))))
        .isEqualTo(2);
    assertThat(await(database().update(table, Filter.all(), Update.of("title", "same"))))
        .isEqualTo(2);
    assertThat(await(database().update(table, field("id").eq(9), Update.of("title", "same"))))
        .isZero();
  }

  @Test
  void setsColumnsToNull() {
    String table = notes(Row.of("id", 1, "title", "a", "score", 1));
    await(database().update(table, Filter.all(), Update.of("title", null).unset("score")));
    assertThat(row(table, 1).isNull("title")).isTrue();
    assertThat(row(table, 1).isNull("score")).isTrue();
  }

  @Test
  void setsAllColumnsOfARow() {
    String table = notes(note(1, "a"));
    await(database().update(table, Filter.all(), Update.of(Row.of("title", "b", "score", 4))));
    assertThat(row(table, 1).string("title")).isEqualTo("b");
    assertThat(row(table, 1).longValue("score")).isEqualTo(4);
  }

  @Test
  void incrementsAndDecrements() {
    String table = notes(Row.of("id", 1, "score", 10, "price", new BigDecimal("0.1")));
    await(database().update(table, Filter.all(),
        Update.none().increment("score", 5).decrement("price", new BigDecimal("0.3"))));
    assertThat(row(table, 1).longValue("score")).isEqualTo(15);
    assertThat(row(table, 1).decimal("price")).isEqualByComparingTo("-0.2");
    await(database().update(table, Filter.all(),
        Update.none().decrement("score", 20).increment("price", 7).set("title", "too")));
    assertThat(row(table, 1).longValue("score")).isEqualTo(-5);
    assertThat(row(table, 1).decimal("price")).isEqualByComparingTo("6.8");
    assertThat(row(table, 1).string("title")).isEqualTo("too");
  }

  @Test
  void incrementsLongDecimalsExactly() {
    String table = notes(priced(1, "12345678901234567890.12345678"));
    await(database().update(table, Filter.all(),
        Update.none().increment("price", new BigDecimal("0.00000001"))));
    assertThat(row(table, 1).decimal("price"))
        .isEqualByComparingTo("12345678901234567890.12345679");
  }

  @Test
  void incrementsDoubles() {
    String table = create(TableDefinition.named(TestBed.newName("doubles"))
        .column("id", PortableType.LONG).column("ratio", PortableType.DOUBLE).primaryKey("id"));
    await(database().insert(table, Row.of("id", 1, "ratio", 0.5)));
    await(database().update(table, Filter.all(), Update.none().increment("ratio", 0.25)));
    assertThat(row(table, 1).doubleValue("ratio")).isEqualTo(0.75);
  }

  @Test
  void leavesNullWhereNullIsIncremented() {
    String table = notes(note(1, "a"));
    assertThat(await(database().update(table, Filter.all(), Update.none().increment("score", 1))))
        .isEqualTo(1);
    assertThat(row(table, 1).isNull("score")).isTrue();
  }

  @Test
  void refusesAnIncrementBeyondTheType() {
    String table = notes(scored(1, Long.MAX_VALUE), scored(2, 1L));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE,
        database().update(table, Filter.all(), Update.none().increment("score", 1)));
    assertThat(row(table, 1).longValue("score")).isEqualTo(Long.MAX_VALUE);
    assertThat(row(table, 2).longValue("score")).isEqualTo(1);
  }

  @Test
  void losesNoIncrementOfManyAtOnce() {
    String table = notes(scored(1, 0L));
    List<CompletableFuture<Long>> calls = IntStream.range(0, 100)
        .mapToObj(i -> database().update(table, field("id").eq(1),
            Update.none().increment("score", 1)))
        .toList();
    assertThat(calls).allSatisfy(call -> assertThat(await(call)).isEqualTo(1));
    assertThat(row(table, 1).longValue("score")).isEqualTo(100);
  }

  @Test
  void readsTheOldValuesInEveryChangeOfOneUpdate() {
    String table = notes(Row.of("id", 1, "score", 1, "title", "x"));
    assertThat(await(database().update(table, field("score").eq(1),
        Update.of("score", 2).set("title", "y")))).isEqualTo(1);
    assertThat(row(table, 1).string("title")).isEqualTo("y");
  }

  @Test
  void changesNothingWhereOneOfManyViolatesAKey() {
    String table = notes(3);
    assertFails(ErrorCode.UNIQUE_VIOLATION,
        database().update(table, field("id").gte(2), Update.of("id", 77)));
    assertThat(allIds(table)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void refusesAnUpdateWithoutAChange() {
    DatabaseException failure = assertFails(ErrorCode.INVALID_ARGUMENT,
        database().update(notes(1), Filter.all(), Update.none()));
    assertThat(failure.getMessage()).contains("update");
  }

  @Test
  void carriesOutSeveralUpdatesAsOne() {
    String table = notes(3);
    long matched = await(database().updateAll(table, List.of(
        new TargetedUpdate(field("id").eq(1), Update.of("title", "a")),
        new TargetedUpdate(field("id").gte(2), Update.of("title", "b")),
        new TargetedUpdate(field("id").eq(99), Update.of("title", "c")))));
    assertThat(matched).isEqualTo(3);
    assertThat(row(table, 1).string("title")).isEqualTo("a");
    assertThat(row(table, 3).string("title")).isEqualTo("b");
    assertThat(await(database().updateAll(table, List.of()))).isZero();
  }

  @Test
  void carriesOutNoneOfSeveralUpdatesWhereOneFails() {
    String table = notes(3);
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().updateAll(table, List.of(
        new TargetedUpdate(field("id").eq(1), Update.of("title", "a")),
        new TargetedUpdate(field("id").eq(2), Update.of("id", 3)))));
    assertThat(row(table, 1).string("title")).isEqualTo("note 1");
  }

  @Test
  void deletesTheRecordsMeantAndNoOthers() {
    String table = notes(4);
    assertThat(await(database().delete(table, field("id").in(2, 3, 99)))).isEqualTo(2);
    assertThat(allIds(table)).containsExactly(1L, 4L);
    assertThat(await(database().delete(table, Filter.all()))).isEqualTo(2);
    assertThat(await(database().delete(table, Filter.all()))).isZero();
    assertThat(allIds(table)).isEmpty();
  }
}
