package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.data.UpsertOutcome;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Inserting a record or overwriting the one that there is. */
abstract class UpsertConformance extends RoleConformance {
  UpsertConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void insertsFirstAndUpdatesThen() {
    String table = notes();
    assertThat(await(database().upsert(table, note(1, "a")))).isEqualTo(UpsertOutcome.INSERTED);
    assertThat(await(database().upsert(table, note(1, "b")))).isEqualTo(UpsertOutcome.UPDATED);
    assertThat(allIds(table)).containsExactly(1L);
    assertThat(row(table, 1).string("title")).isEqualTo("b");
  }

  @Test
  void keepsTheColumnsThatTheRowDoesNotName() {
    String table = notes(Row.of("id", 1, "title", "a", "score", 5));
    await(database().upsert(table, note(1, "b")));
    assertThat(row(table, 1).longValue("score")).isEqualTo(5);
  }

  @Test
  void overwritesWithNullWhereTheRowSaysSo() {
    String table = notes(note(1, "a"));
    await(database().upsert(table, Row.of("id", 1, "title", null)));
    assertThat(row(table, 1).isNull("title")).isTrue();
  }

  @Test
  void countsAnUpdateThatChangesNothingAsOne() {
    String table = notes(note(1, "a"));
    assertThat(await(database().upsert(table, note(1, "a")))).isEqualTo(UpsertOutcome.UPDATED);
    assertThat(await(database().upsert(table, Row.of("id", 1)))).isEqualTo(UpsertOutcome.UPDATED);
    assertThat(row(table, 1).string("title")).isEqualTo("a");
  }

  @Test
  void meansTheUniqueKeyThatIsNamed() {
    String table = people();
    await(database().insert(table, Row.of("id", 1, "email", "a@x", "name", "old")));
    Row changed = Row.of("id", 1, "email", "a@x", "name", "new");
    assertThat(await(database().upsert(table, changed, "email"))).isEqualTo(UpsertOutcome.UPDATED);
    assertThat(row(table, 1).string("name")).isEqualTo("new");
  }

  @Test
  void failsForAConflictOfAnotherKey() {
    String table = people();
    await(database().insert(table, Row.of("id", 1, "email", "a@x", "name", "old")));
    assertFails(ErrorCode.UNIQUE_VIOLATION,
        database().upsert(table, Row.of("id", 2, "email", "a@x", "name", "new")));
    assertThat(allIds(table)).containsExactly(1L);
    assertThat(row(table, 1).string("name")).isEqualTo("old");
  }

  @Test
  void refusesConflictKeysThatAreNoKey() {
    DatabaseException failure = assertFails(ErrorCode.INVALID_ARGUMENT,
        database().upsert(people(), Row.of("id", 1, "email", "a@x", "name", "a"), "name"));
    assertThat(failure).hasMessageContaining("name");
  }

  @Test
  void refusesARowWithoutItsKey() {
    DatabaseException failure =
        assertFails(ErrorCode.INVALID_ARGUMENT, database().upsert(notes(), Row.of("title", "a")));
    assertThat(failure).hasMessageContaining("id");
  }

  @Test
  void insertsOnceHoweverManyCallAtOnce() {
    String table = notes();
    List<CompletableFuture<UpsertOutcome>> calls = IntStream.range(0, 50)
        .mapToObj(i -> database().upsert(table, note(1, "by " + i))).toList();
    List<UpsertOutcome> outcomes = calls.stream().map(Outcomes::await).toList();
    assertThat(Collections.frequency(outcomes, UpsertOutcome.INSERTED)).isEqualTo(1);
    assertThat(allIds(table)).containsExactly(1L);
  }

  private String people() {
    return create(TableDefinition.named(TestBed.newName("people")).column("id", PortableType.LONG)
        .column(ColumnDefinition.of("email", PortableType.TEXT).withMaxLength(100))
        .column("name", PortableType.TEXT).primaryKey("id").uniqueKey("email"));
  }
}
