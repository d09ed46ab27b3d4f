package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Native statements: parameters, and what comes back. */
@Requires(Capability.NATIVE_STATEMENTS)
abstract class NativeConformance extends RoleConformance {
  NativeConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void bindsByPosition() {
    String table = notes(3);
    assertThat(titleOf(Statement.of(texts().titleOf(table, "?"), 2))).isEqualTo("note 2");
    assertThat(titleOf(Statement.of(texts().titleOf(table, "$1"), 3))).isEqualTo("note 3");
  }

  @Test
  void bindsByName() {
    String table = notes(3);
    assertThat(titleOf(Statement.named(texts().titleOf(table, ":wanted"), Map.of("wanted", 2))))
        .isEqualTo("note 2");
    assertThat(titleOf(Statement.named(texts().titleOf(table, ":the_id1"), Map.of())
        .bind("the_id1", 1))).isEqualTo("note 1");
  }

  @Test
  void bindsAParameterNamedTwiceOnce() {
    String table = notes(scored(1, 5L), scored(2, 6L), scored(3, null));
    assertThat(idsOf(await(database().query(
        Statement.named(texts().idsNaming(table, ":score"), Map.of("score", 5))))))
        .containsExactly(1L, 2L);
    assertThat(idsOf(await(database().query(Statement.of(texts().idsNaming(table, "$1"), 5)))))
        .containsExactly(1L, 2L);
  }

  @Test
  void takesMarksInLiteralsAndRemarksForText() {
    Row row = await(database().queryOne(Statement.of(texts().quotedMarks(notes(2)), 2)))
        .orElseThrow();
    assertThat(row.string("title")).isEqualTo("note 2");
  }

  @Test
  void bindsValuesThatLookLikeCode() {
    String table = notes(note(1, "safe"));
    String attack = "'; DELETE FROM " + table + "; --";
    await(database().execute(Statement.of(texts().insert(table), 2, attack)));
    assertThat(row(table, 2).string("title")).isEqualTo(attack);
    assertThat(idsOf(await(database().query(
        Statement.of(texts().idsWhere(table, "title", "?"), attack))))).containsExactly(2L);
    assertThat(allIds(table)).containsExactly(1L, 2L);
  }

  @Test
  void bindsNull() {
    String table = notes();
    await(database().execute(Statement.of(texts().insert(table), 1, null)));
    assertThat(row(table, 1).isNull("title")).isTrue();
  }

  @Test
  void refusesAParameterWithoutAValue() {
    String table = notes(1);
    refuses(Statement.of(texts().titleOf(table, "?")));
    refuses(Statement.of(texts().titleOf(table, "$2"), 1));
    refuses(Statement.of(texts().insert(table), 5));
    assertThat(refuses(Statement.named(texts().titleOf(table, ":wanted"), Map.of("wnted", 1))))
        .hasMessageContaining("wanted");
  }

  @Test
  void refusesAValueWithoutAParameter() {
    String table = notes(1);
    refuses(Statement.of(texts().titleOf(table, "?"), 1, 2));
    refuses(Statement.of(texts().titles(table), 1));
    assertThat(refuses(Statement.named(texts().titleOf(table, ":wanted"),
        Map.of("wanted", 1, "spare", 2)))).hasMessageContaining("spare");
  }

  @Test
  void answersRowsInTheOrderOfTheStatement() {
    Rows rows = await(database().query(Statement.of(texts().titles(notes(3)))));
    assertThat(rows.columns().names()).containsExactly("title");
    assertThat(rows.stream().map(row -> row.string("title")).toList())
        .containsExactly("note 1", "note 2", "note 3");
    assertThat(rows.nextCursor()).isEmpty();
  }

  @Test
  void answersTheFirstRow() {
    assertThat(await(database().queryOne(Statement.of(texts().titles(notes(3)))))
        .map(row -> row.string("title"))).contains("note 1");
    assertThat(await(database().queryOne(Statement.of(texts().titles(notes()))))).isEmpty();
  }

  @Test
  void answersOneValueConverted() {
    String table = notes(3);
    assertThat(await(database().queryScalar(Statement.of(texts().count(table)), Long.class)))
        .contains(3L);
    assertThat(await(database().queryScalar(Statement.of(texts().count(table)), String.class)))
        .contains("3");
    assertThat(
        await(database().queryScalar(Statement.of(texts().greatestTitle(table)), String.class)))
        .contains("note 3");
  }

  @Test
  void answersNoValueForNullAndForNoRow() {
    String table = notes();
    assertThat(
        await(database().queryScalar(Statement.of(texts().greatestTitle(table)), String.class)))
        .isEmpty();
    assertThat(await(database().queryScalar(Statement.of(texts().titleOf(table, "?"), 1),
        String.class))).isEmpty();
  }

  @Test
  void refusesAValueThatDoesNotConvert() {
    assertFails(ErrorCode.INVALID_ARGUMENT, database()
        .queryScalar(Statement.of(texts().greatestTitle(notes(1))), java.util.UUID.class));
  }

  @Test
  void countsWhatItAffects() {
    String table = notes(3);
    assertThat(await(database().execute(Statement.of(texts().insert(table), 9, "new"))))
        .isEqualTo(1);
    assertThat(await(database().execute(Statement.of(texts().retitle(table), "old", 2))))
        .isEqualTo(2);
    assertThat(await(database().execute(Statement.of(texts().retitle(table), "old", 2))))
        .isEqualTo(2);
    assertThat(await(database().execute(Statement.of(texts().deleteAll(table))))).isEqualTo(4);
    assertThat(await(database().execute(Statement.of(texts().deleteAll(table))))).isZero();
  }

  @Test
  void seesTablesAndColumnsThatAStatementMade() {
    String table = TestBed.newName("native");
    assertThat(await(database().execute(Statement.of(texts().createTable(table))))).isZero();
    await(database().insert(table, Row.of("id", 1)));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().insert(table, Row.of("id", 2, "extra", "x")));
    await(database().execute(Statement.of(texts().addExtra(table))));
    await(database().insert(table, Row.of("id", 2, "extra", "x")));
    assertThat(row(table, 2).string("extra")).isEqualTo("x");
    assertThat(row(table, 1).isNull("extra")).isTrue();
  }

  @Test
  void seesThatAStatementTookATableAway() {
    String table = notes(note(1, "a"));
    assertThat(allIds(table)).containsExactly(1L);
    await(database().execute(Statement.of(texts().dropTable(table))));
    assertFails(ErrorCode.NOT_FOUND, database().insert(table, note(2, "b")));
    assertFails(ErrorCode.NOT_FOUND, database().find(dev.plinth.data.Query.from(table)));
  }

  @Test
  @Requires({Capability.TRANSACTIONS, Capability.TRANSACTIONAL_DDL})
  void forgetsTablesAndColumnsThatATransactionTookBack() {
    String changed = notes(note(1, "a"));
    String made = TestBed.newName("made");
    Outcomes.assertGivenUp(database().inTransaction(tx -> tx
        .execute(Statement.of(texts().addExtra(changed)))
        .thenCompose(none -> tx.insert(changed, Row.of("id", 2, "extra", "x")))
        .thenCompose(key -> tx.execute(Statement.of(texts().createTable(made))))
        .thenCompose(none -> tx.insert(made, Row.of("id", 1)))
        .thenCompose(key -> java.util.concurrent.CompletableFuture
            .<Row>failedFuture(new HeldTransaction.GivenUp()))));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().insert(changed, Row.of("id", 3, "extra", "x")));
    assertFails(ErrorCode.NOT_FOUND, database().insert(made, Row.of("id", 1)));
    assertThat(row(changed, 1).names()).doesNotContain("extra");
    assertThat(allIds(changed)).containsExactly(1L);
  }

  @Test
  void runsOneTextWithManyListsOfValues() {
    String table = notes();
    List<List<?>> values = new ArrayList<>();
    for (int id = 1; id <= 250; id++) {
      values.add(Arrays.asList(id, id % 2 == 0 ? null : "note"));
    }
    List<Long> affected = await(database().executeBatch(texts().insert(table), values));
    assertThat(affected).hasSize(250).containsOnly(1L);
    assertThat(allIds(table)).hasSize(250);
    assertThat(row(table, 2).isNull("title")).isTrue();
    assertThat(await(database().executeBatch(texts().insert(table), List.of()))).isEmpty();
  }

  @Test
  void countsWhatEachListOfValuesAffects() {
    String table = notes(3);
    assertThat(await(database().executeBatch(texts().retitle(table),
        List.of(List.of("a", 3), List.of("b", 99), List.of("c", 1))))).containsExactly(1L, 0L, 3L);
  }

  @Test
  void appliesNoneOfABatchWhereOneFails() {
    String table = notes(note(2, "there before"));
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().executeBatch(texts().insert(table),
        List.of(List.of(1, "a"), List.of(2, "b"), List.of(3, "c"))));
    assertThat(allIds(table)).containsExactly(2L);
  }

  @Test
  void refusesABatchOfListsThatDoNotFit() {
    String table = notes();
    assertFails(ErrorCode.INVALID_QUERY, database().executeBatch(texts().insert(table),
        List.of(List.of(1, "a"), List.of(2))));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void streamsRows() {
    List<Row> rows = Collector.all(database().queryStream(Statement.of(texts().titles(notes(50)))));
    assertThat(rows).hasSize(50);
    assertThat(rows.get(49).string("title")).isEqualTo("note 50");
  }

  @Test
  void codesViolations() {
    String table = notes(1);
    assertFails(ErrorCode.UNIQUE_VIOLATION,
        database().execute(Statement.of(texts().insert(table), 1, "again")));
    assertThat(await(database().count(table, field("title").eq("again")))).isZero();
  }

  private DatabaseException refuses(Statement statement) {
    return assertFails(ErrorCode.INVALID_QUERY, database().query(statement));
  }

  private String titleOf(Statement statement) {
    return await(database().queryOne(statement)).orElseThrow().string("title");
  }

  private NativeTexts texts() {
    return bed().texts();
  }
}
