package dev.plinth.data;

import static dev.plinth.data.Filter.field;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.plinth.DatabaseException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of which calls are made: queries, filters, updates, statements. */
final class StatementValuesTest {
  @Test
  void aQueryIsChangedByCopy() {
    Query all = Query.from("notes");
    Query page =
        all.where(field("stars").gte(3)).orderBy("title").orderByDescending("id").limit(10);
    assertThat(all).isEqualTo(Query.from("notes"));
    assertThat(page.order()).containsExactly(Order.ascending("title"), Order.descending("id"));
    assertThat(page.after(Optional.empty())).isEqualTo(page);
    assertThat(page.after(Optional.of("c"))).isEqualTo(page.after("c"));
  }

  static Stream<Supplier<Object>> refused() {
    Query query = Query.from("notes");
    return Stream.of(() -> query.limit(0), () -> query.limit(10_000_001), () -> query.offset(-1),
        () -> query.offset(1).after("c"), Filter::and, Filter::or,
        () -> field("a").eq(Double.NaN), () -> field("a").contains("x\0"),
        () -> Update.of("a", 1).set("a", 2), () -> Update.of("a", 1).increment("a", 1),
        () -> Update.none().decrement("a", Long.MIN_VALUE),
        () -> new Statement("x", List.of(1), Map.of("a", 1)),
        () -> Statement.of("x", 1).bind("a", 2), () -> InsertOptions.defaults().batchesOf(0),
        () -> InsertOptions.defaults().batchesOf(100_001),
        () -> TreeQuery.of("t", "id", "parent", 1).withMaxDepth(0),
        () -> Aggregation.from("t").limit(0),
        () -> new Aggregation.Measure(Aggregation.Function.SUM, null, "s"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refuseWhatIsOutOfRange(Supplier<Object> construction) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(construction::get);
  }

  @Test
  @SuppressWarnings("NullAway")
  void aFilterMakesItsValuesPortable() {
    assertThat(field("a").eq(1)).isEqualTo(field("a").eq(1L));
    assertThat(field("a").in(1, 2)).isEqualTo(field("a").in(List.of(1L, 2L)));
    assertThat(field("a").eq(1).and(field("b").isNull()))
        .isEqualTo(Filter.and(field("a").eq(1), field("b").isNull()));
    assertThatNullPointerException().isThrownBy(() -> field("a").in(1, null));
  }

  @Test
  void anUpdateSubtracts() {
    assertThat(Update.none().decrement("a", 2)).isEqualTo(Update.none().increment("a", -2L));
    assertThat(Update.none().decrement("a", new BigDecimal("0.5")))
        .isEqualTo(Update.none().increment("a", new BigDecimal("-0.5")));
    assertThat(Update.of(Row.of("a", 1, "b", null)))
        .isEqualTo(Update.of("a", 1).set("b", null));
  }

  @Test
  void showNoValues() {
    assertThat(Statement.of("select 'canary'", "canary")).hasToString("Statement[1 parameters]");
    assertThat(Update.of("a", "canary").toString()).doesNotContain("canary").contains("a");
    assertThat(TreeQuery.of("t", "id", "parent", "canary").toString()).doesNotContain("canary");
    assertThat(Query.from("t").where(field("a").eq("canary")
        .or(field("a").in("canary").and(Filter.not(field("a").contains("canary"))))).after("canary")
        .toString())
        .doesNotContain("canary").contains("a");
  }
}
