package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.ErrorCode;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Walking through records page by page. */
abstract class PagingConformance extends RoleConformance {
  private static final List<Row> NOTES = List.of(
      row(1, "b", 2L), row(2, null, 1L), row(3, "a", null), row(4, "b", 1L), row(5, null, null),
      row(6, "a", 2L), row(7, "b", 2L), row(8, null, 1L), row(9, "", -1L));

  PagingConformance(TestBed bed) {
    super(bed);
  }

  static Stream<Arguments> orders() {
    return Stream.of(
        order("without an order", query -> query),
        order("by the key", query -> query.orderBy("id")),
        order("by the key, descending", query -> query.orderByDescending("id")),
        order("nulls first", query -> query.orderBy("title")),
        order("nulls last", query -> query.orderByDescending("title")),
        order("two columns", query -> query.orderBy("title").orderBy("score")),
        order("mixed", query -> query.orderBy("title").orderByDescending("score")),
        order("mixed the other way", query -> query.orderByDescending("title").orderBy("score")),
        order("both descending",
            query -> query.orderByDescending("score").orderByDescending("title")),
        order("mixed with the key",
            query -> query.orderBy("score").orderByDescending("id").orderBy("title")),
        order("of some", query -> query.where(field("id").gt(2)).orderByDescending("score")),
        order("of few columns", query -> query.select("price").orderBy("title")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("orders")
  void meetsEveryRecordOnceInTheOrderOfTheWhole(String name, UnaryOperator<Query> order) {
    String table = notes();
    await(database().insertAll(table, NOTES));
    Query query = order.apply(Query.from(table));
    List<Row> whole = await(database().find(query)).list();
    for (int size = 1; size <= whole.size() + 1; size++) {
      assertThat(walk(query.limit(size))).as("pages of " + size).isEqualTo(whole);
    }
  }

  @Test
  void hasACursorExactlyWhereMoreRecordsAre() {
    String table = notes(4);
    Query query = Query.from(table).orderBy("id");
    Rows first = await(database().find(query.limit(2)));
    assertThat(first.truncated()).isTrue();
    Rows second = await(database().find(query.limit(2).after(first.nextCursor())));
    assertThat(idsOf(second)).containsExactly(3L, 4L);
    assertThat(second.truncated()).isFalse();
    assertThat(second.nextCursor()).isEmpty();
  }

  @Test
  void letsThePageSizeChangeOnTheWay() {
    String table = notes(6);
    Query query = Query.from(table).orderByDescending("score");
    Rows first = await(database().find(query.limit(1)));
    Rows second = await(database().find(query.limit(4).after(first.nextCursor())));
    assertThat(idsOf(second)).containsExactly(5L, 4L, 3L, 2L);
  }

  @Test
  void losesAndRepeatsNothingWhenRecordsComeAndGo() {
    String table = notes(6);
    Query query = Query.from(table).orderBy("id").limit(2);
    Rows first = await(database().find(query));
    await(database().delete(table, field("id").in(2, 3)));
    await(database().insert(table, note(0, "before")));
    Rows second = await(database().find(query.after(first.nextCursor())));
    assertThat(idsOf(second)).containsExactly(4L, 5L);
  }

  @Test
  void pagesByACompositeKey() {
    String table = create(TableDefinition.named(TestBed.newName("composite"))
        .column(ColumnDefinition.of("a", PortableType.TEXT).withMaxLength(20))
        .column("id", PortableType.LONG).column("x", PortableType.LONG).primaryKey("a", "id"));
    var rows = new ArrayList<Row>();
    for (int i = 0; i < 12; i++) {
      rows.add(Row.of("a", "g" + i % 3, "id", i, "x", i % 2));
    }
    await(database().insertAll(table, rows));
    Query query = Query.from(table).orderByDescending("x");
    assertThat(walk(query.limit(5))).isEqualTo(await(database().find(query)).list()).hasSize(12);
  }

  @Test
  void refusesACursorOfAnotherOrder() {
    String table = notes(4);
    Optional<String> cursor =
        await(database().find(Query.from(table).orderBy("score").limit(2))).nextCursor();
    assertThat(cursor).isPresent();
    refuses(Query.from(table).orderByDescending("score").after(cursor));
    refuses(Query.from(table).orderBy("title").after(cursor));
    refuses(Query.from(table).after(cursor));
  }

  @Test
  void refusesACursorOfAnotherFilter() {
    String table = notes(4);
    Query query = Query.from(table).where(field("id").gt(0));
    Optional<String> cursor = await(database().find(query.limit(2))).nextCursor();
    refuses(query.where(field("id").gt(1)).after(cursor));
    refuses(query.where(field("id").gte(0)).after(cursor));
    refuses(Query.from(table).after(cursor));
  }

  @Test
  void refusesACursorOfAnotherTable() {
    Optional<String> cursor = await(database().find(Query.from(notes(4)).limit(2))).nextCursor();
    refuses(Query.from(notes(4)).after(cursor));
  }

  @Test
  void refusesACursorThatWasAltered() {
    String table = notes(4);
    Query query = Query.from(table).orderBy("id").limit(2);
    String cursor = await(database().find(query)).nextCursor().orElseThrow();
    refuses(query.after(""));
    refuses(query.after("nonsense"));
    refuses(query.after(cursor.substring(1)));
    refuses(query.after(cursor.substring(0, cursor.length() / 2)));
    refuses(query.after(cursor + cursor));
  }

  @Test
  void hasNoCursorForATableWithoutAKey() {
    String table = create(
        TableDefinition.named(TestBed.newName("keyless")).column("id", PortableType.LONG));
    await(database().insertAll(table,
        List.of(Row.of("id", 1), Row.of("id", 2), Row.of("id", 3))));
    Query query = Query.from(table).orderBy("id").limit(2);
    Rows rows = await(database().find(query));
    assertThat(rows.truncated()).isTrue();
    assertThat(rows.nextCursor()).isEmpty();
    String cursor =
        await(database().find(Query.from(notes(3)).limit(1))).nextCursor().orElseThrow();
    refuses(query.after(cursor));
  }

  private void refuses(Query query) {
    assertFails(ErrorCode.INVALID_ARGUMENT, database().find(query));
  }

  private List<Row> walk(Query query) {
    var met = new ArrayList<Row>();
    Rows page = await(database().find(query));
    met.addAll(page.list());
    while (page.nextCursor().isPresent()) {
      assertThat(page.truncated()).isTrue();
      page = await(database().find(query.after(page.nextCursor())));
      met.addAll(page.list());
      assertThat(met).as("records met so far").hasSizeLessThan(100);
    }
    assertThat(page.truncated()).isFalse();
    return met;
  }

  private static Arguments order(String name, UnaryOperator<Query> order) {
    return Arguments.of(name, order);
  }

  private static Row row(long id, @org.jspecify.annotations.Nullable String title,
      @org.jspecify.annotations.Nullable Long score) {
    return Row.of("id", id, "title", title, "score", score, "price", id * 10);
  }
}
