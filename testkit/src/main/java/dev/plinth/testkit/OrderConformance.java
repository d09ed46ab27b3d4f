package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import org.junit.jupiter.api.Test;

/** In which order records come, and which part of them. */
abstract class OrderConformance extends RoleConformance {
  OrderConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void putsNullsFirstAscending() {
    String table = notes(scored(1, 5L), scored(2, null), scored(3, -1L), scored(4, null));
    assertThat(ids(Query.from(table).orderBy("score").orderBy("id")))
        .containsExactly(2L, 4L, 3L, 1L);
  }

  @Test
  void putsNullsLastDescending() {
    String table = notes(scored(1, 5L), scored(2, null), scored(3, -1L), scored(4, null));
    assertThat(ids(Query.from(table).orderByDescending("score").orderBy("id")))
        .containsExactly(1L, 3L, 2L, 4L);
  }

  @Test
  void ordersBySeveralColumnsInMixedDirections() {
    String table = notes(row(1, "a", 1), row(2, "b", 1), row(3, "a", 2), row(4, "b", 2));
    assertThat(ids(Query.from(table).orderBy(Order.descending("score"), Order.ascending("title"))))
        .containsExactly(3L, 4L, 1L, 2L);
    assertThat(ids(Query.from(table).orderBy("title").orderByDescending("score")))
        .containsExactly(3L, 1L, 4L, 2L);
  }

  @Test
  void ordersTextByCodePoint() {
    String table = notes(note(1, "b"), note(2, "B"), note(3, "a"), note(4, "\uD83D\uDE00"),
        note(5, "\uFF5E"), note(6, "é"), note(7, ""), note(8, " "));
    assertThat(ids(Query.from(table).orderBy("title")))
        .containsExactly(7L, 8L, 2L, 3L, 1L, 6L, 5L, 4L);
  }

  @Test
  void ordersDecimalsByValue() {
    String table = notes(priced(1, "10"), priced(2, "9.5"), priced(3, "-2"), priced(4, "-10.25"),
        priced(5, "9.51"), priced(6, "0.000001"), priced(7, "123456789012345678901.5"));
    assertThat(ids(Query.from(table).orderBy("price")))
        .containsExactly(4L, 3L, 6L, 2L, 5L, 1L, 7L);
  }

  @Test
  void comparesDecimalsByValue() {
    String table = notes(priced(1, "10"), priced(2, "9.50"), priced(3, "123456789012345678901.5"));
    assertThat(ids(Query.from(table).where(field("price").eq(new java.math.BigDecimal("9.5")))))
        .containsExactly(2L);
    assertThat(ids(Query.from(table).where(field("price").eq(10)))).containsExactly(1L);
    assertThat(ids(Query.from(table).where(field("price").lt(10)))).containsExactly(2L);
    assertThat(ids(Query.from(table)
        .where(field("price").gt(new java.math.BigDecimal("123456789012345678901.4")))))
        .containsExactly(3L);
  }

  @Test
  void findsTheFirstOfTheOrder() {
    String table = notes(scored(1, 5L), scored(2, 9L), scored(3, 1L));
    assertThat(await(database().findOne(Query.from(table).orderByDescending("score")))
        .map(row -> row.longValue("id"))).contains(2L);
    assertThat(await(database().findOne(Query.from(table).orderBy("score").offset(1)))
        .map(row -> row.longValue("id"))).contains(1L);
    assertThat(await(database().findOne(Query.from(table).where(field("id").eq(99))))).isEmpty();
  }

  @Test
  void passesOverTheOffset() {
    String table = notes(5);
    assertThat(ids(Query.from(table).orderBy("id").offset(3))).containsExactly(4L, 5L);
    assertThat(ids(Query.from(table).orderBy("id").offset(1).limit(2))).containsExactly(2L, 3L);
    assertThat(ids(Query.from(table).orderBy("id").offset(5))).isEmpty();
    assertThat(ids(Query.from(table).orderBy("id").offset(5_000_000_000L))).isEmpty();
  }

  @Test
  void answersTheSelectedColumnsInTheirOrder() {
    String table = notes(row(1, "a", 7));
    Rows rows = await(database().find(Query.from(table).select("score", "id").orderBy("title")));
    assertThat(rows.columns().names()).containsExactly("score", "id");
    assertThat(rows.row(0)).isEqualTo(Row.of("score", 7, "id", 1));
    Row one = await(database().findOne(Query.from(table).select("title"))).orElseThrow();
    assertThat(one).isEqualTo(Row.of("title", "a"));
  }

  @Test
  void knowsTheColumnsOfAnEmptyAnswer() {
    Rows rows = await(database().find(Query.from(notes())));
    assertThat(rows.isEmpty()).isTrue();
    assertThat(rows.truncated()).isFalse();
    assertThat(rows.nextCursor()).isEmpty();
    assertThat(rows.columns().names()).containsExactly("id", "title", "score", "price", "at");
  }

  private static Row row(long id, String title, long score) {
    return Row.of("id", id, "title", title, "score", score);
  }
}
