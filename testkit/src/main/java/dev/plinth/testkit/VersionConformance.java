package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Optimistic locking by a version column. */
abstract class VersionConformance extends RoleConformance {
  private static final Update CHANGE = Update.of("title", "new");

  VersionConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void changesARecordOfTheExpectedVersionAndCountsItUp() {
    String table = table();
    assertThat(await(update(table, 1, 5))).isEqualTo(6);
    assertThat(row(table, 1).string("title")).isEqualTo("new");
    assertThat(row(table, 1).longValue("score")).isEqualTo(6);
    assertThat(row(table, 2).string("title")).isEqualTo("old");
  }

  @Test
  void failsForAnotherVersionAndChangesNothing() {
    String table = table();
    assertFails(ErrorCode.CONFLICT, update(table, 1, 4));
    assertFails(ErrorCode.CONFLICT, update(table, 1, 6));
    assertThat(row(table, 1).string("title")).isEqualTo("old");
    assertThat(row(table, 1).longValue("score")).isEqualTo(5);
  }

  @Test
  void failsWhereNoRecordMatches() {
    assertFails(ErrorCode.NOT_FOUND, update(table(), 99, 5));
  }

  @Test
  void failsWhereMoreThanOneRecordMatches() {
    String table = table();
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().updateVersioned(table, Filter.all(), CHANGE, "score", 5));
    assertThat(row(table, 1).string("title")).isEqualTo("old");
  }

  @Test
  void refusesAVersionColumnThatIsNone() {
    String table = table();
    DatabaseException failure = assertFails(ErrorCode.INVALID_ARGUMENT,
        database().updateVersioned(table, field("id").eq(1), CHANGE, "price", 5));
    assertThat(failure).hasMessageContaining("price");
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().updateVersioned(table, field("id").eq(1), CHANGE, "versoin", 5)))
        .hasMessageContaining("versoin");
  }

  @Test
  void letsOneOfManyWinEachVersion() {
    String table = table();
    List<CompletableFuture<Long>> calls =
        IntStream.range(0, 40).mapToObj(i -> update(table, 1, 5)).toList();
    List<Throwable> failures = calls.stream().map(call -> failureOf(call))
        .filter(java.util.Objects::nonNull).toList();
    assertThat(failures).hasSize(39).allSatisfy(failure -> assertThat(failure)
        .isInstanceOfSatisfying(DatabaseException.class,
            known -> assertThat(known.code()).isEqualTo(ErrorCode.CONFLICT)));
    assertThat(row(table, 1).longValue("score")).isEqualTo(6);
  }

  private CompletableFuture<Long> update(String table, long id, long expected) {
    return database().updateVersioned(table, field("id").eq(id), CHANGE, "score", expected);
  }

  private String table() {
    return notes(Row.of("id", 1, "title", "old", "score", 5),
        Row.of("id", 2, "title", "old", "score", 5));
  }
}
