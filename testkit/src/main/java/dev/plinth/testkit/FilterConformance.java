package dev.plinth.testkit;

import static dev.plinth.data.Filter.and;
import static dev.plinth.data.Filter.field;
import static dev.plinth.data.Filter.not;
import static dev.plinth.data.Filter.or;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which records a filter means, the same for find, count, exists, update and delete. */
abstract class FilterConformance extends RoleConformance {
  private static final List<Row> NOTES = List.of(
      Row.of("id", 1, "title", "Green tea", "score", 10),
      Row.of("id", 2, "title", "green tea", "score", 20),
      Row.of("id", 3, "title", "100% tea_bag", "score", null),
      Row.of("id", 4, "title", null, "score", 10),
      Row.of("id", 5, "title", "", "score", -3),
      Row.of("id", 6, "title", "back\\slash 'quoted' \"twice\"", "score", 0),
      Row.of("id", 7, "title", "Grüner Tee", "score", 30));

  FilterConformance(TestBed bed) {
    super(bed);
  }

  static Stream<Arguments> filters() {
    return Stream.of(
        means(Filter.all(), 1, 2, 3, 4, 5, 6, 7),
        means(field("score").eq(10), 1, 4),
        means(field("score").notEq(10), 2, 5, 6, 7),
        means(field("score").lt(0), 5),
        means(field("score").lte(0), 5, 6),
        means(field("score").gt(10), 2, 7),
        means(field("score").gte(10), 1, 2, 4, 7),
        means(field("score").in(10, 30, 99), 1, 4, 7),
        means(field("score").notIn(10, 30), 2, 5, 6),
        means(field("score").in(List.of())),
        means(field("score").notIn(List.of()), 1, 2, 4, 5, 6, 7),
        means(field("score").isNull(), 3),
        means(field("score").isNotNull(), 1, 2, 4, 5, 6, 7),
        means(field("title").eq("Green tea"), 1),
        means(field("title").eq(""), 5),
        means(field("title").notEq("Green tea"), 2, 3, 5, 6, 7),
        means(field("title").lt("G"), 3, 5),
        means(field("title").gt("back\\"), 2, 6),
        means(field("title").in("green tea", "Grüner Tee"), 2, 7),
        means(field("title").contains("tea"), 1, 2, 3),
        means(field("title").contains("Tea")),
        means(field("title").contains(""), 1, 2, 3, 5, 6, 7),
        means(field("title").contains("%"), 3),
        means(field("title").contains("_"), 3),
        means(field("title").contains("a_b"), 3),
        means(field("title").contains("n_t")),
        means(field("title").contains("\\"), 6),
        means(field("title").contains("'"), 6),
        means(field("title").contains("\""), 6),
        means(field("title").contains("*")),
        means(field("title").contains(".")),
        means(field("title").contains("ü"), 7),
        means(field("title").startsWith("Gr"), 1, 7),
        means(field("title").startsWith("gr"), 2),
        means(field("title").startsWith("100%"), 3),
        means(field("title").startsWith("100_")),
        means(field("title").endsWith("tea"), 1, 2),
        means(field("title").endsWith("\""), 6),
        means(field("title").containsIgnoringCase("GREEN"), 1, 2),
        means(field("title").startsWithIgnoringCase("gRee"), 1, 2),
        means(field("title").endsWithIgnoringCase("TEA"), 1, 2),
        means(field("title").containsIgnoringCase("A_B"), 3),
        means(field("title").containsIgnoringCase("%"), 3),
        means(field("title").isNull(), 4),
        means(not(field("score").eq(10)), 2, 3, 5, 6, 7),
        means(not(field("score").lt(10)), 1, 2, 3, 4, 7),
        means(not(field("score").in(10, 20)), 3, 5, 6, 7),
        means(not(field("score").notIn(10, 20)), 1, 2, 3, 4),
        means(not(field("title").contains("tea")), 4, 5, 6, 7),
        means(not(field("score").isNull()), 1, 2, 4, 5, 6, 7),
        means(not(Filter.all())),
        means(not(not(field("score").eq(10))), 1, 4),
        means(field("score").eq(10).and(field("title").isNotNull()), 1),
        means(field("score").eq(20).or(field("title").isNull()), 2, 4),
        means(and(field("score").gte(0), field("score").lt(30), field("title").contains("e")), 1, 2,
            6),
        means(or(field("id").eq(1), field("id").eq(3), field("score").eq(30)), 1, 3, 7),
        means(or(field("id").eq(1), field("id").eq(2)).and(field("score").eq(20)), 2),
        means(field("id").eq(1).or(field("id").eq(2).and(field("score").eq(99))), 1),
        means(not(or(field("score").gt(0), field("title").eq(""))), 3, 6),
        means(not(and(field("score").eq(10), field("title").eq("Green tea"))), 2, 3, 4, 5, 6, 7));
  }

  @ParameterizedTest
  @MethodSource("filters")
  void findsCountsAndKnowsTheRecordsThatAFilterMeans(Filter where, List<Long> expected) {
    String table = table();
    assertThat(ids(Query.from(table).where(where).orderBy("id"))).isEqualTo(expected);
    assertThat(await(database().count(table, where))).isEqualTo(expected.size());
    assertThat(await(database().exists(table, where))).isEqualTo(!expected.isEmpty());
    assertThat(await(database().delete(table, where))).isEqualTo(expected.size());
    assertThat(allIds(table)).isEqualTo(
        LongStream.rangeClosed(1, 7).boxed().filter(id -> !expected.contains(id)).toList());
  }

  @Test
  void ignoresTheCaseOfLettersOfAnyScript() {
    String table = notes(note(1, "ÄRGER"), note(2, "ärger"), note(3, "arger"), note(4, "ЧАЙ"));
    assertThat(ids(Query.from(table).where(field("title").containsIgnoringCase("Ärg"))
        .orderBy("id"))).containsExactly(1L, 2L);
    assertThat(ids(Query.from(table).where(field("title").startsWithIgnoringCase("чай"))
        .orderBy("id"))).containsExactly(4L);
  }

  @Test
  void comparesTextByCodePoint() {
    // In UTF-16 the first of these would come last.
    String table = notes(note(1, "\uFF5E"), note(2, "\uD83D\uDE00"), note(3, "Z"), note(4, "a"));
    assertThat(ids(Query.from(table).where(field("title").gt("\uFF5E")))).containsExactly(2L);
    assertThat(ids(Query.from(table).where(field("title").lt("a")))).containsExactly(3L);
  }

  @Test
  void takesThousandsOfValues() {
    String table = notes(5);
    Object[] values = LongStream.rangeClosed(4, 9_000).boxed().toArray();
    assertThat(ids(Query.from(table).where(field("id").in(values)).orderBy("id")))
        .containsExactly(4L, 5L);
    assertThat(ids(Query.from(table).where(field("id").notIn(Arrays.asList(values))).orderBy("id")))
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void takesDeeplyNestedFilters() {
    String table = notes(3);
    Filter where = field("id").eq(2);
    for (int i = 0; i < 20; i++) {
      where = not(not(where.and(field("id").lt(100)).or(field("id").gt(1_000))));
    }
    assertThat(ids(Query.from(table).where(where))).containsExactly(2L);
  }

  @Test
  void takesManyAlternatives() {
    String table = notes(3);
    Filter[] alternatives =
        IntStream.range(0, 500).mapToObj(i -> field("id").eq(i * 3)).toArray(Filter[]::new);
    assertThat(ids(Query.from(table).where(or(alternatives)))).containsExactly(3L);
  }

  @Test
  void takesTextsThatLookLikeCode() {
    String attack = "'; DROP TABLE x; -- \\'; $where: 1 /* */ ${jndi:x} :name ? $1";
    String table = notes(note(1, attack), note(2, "other"));
    assertThat(ids(Query.from(table).where(field("title").eq(attack)))).containsExactly(1L);
    assertThat(ids(Query.from(table).where(field("title").contains(attack))))
        .containsExactly(1L);
    assertThat(ids(Query.from(table).where(field("title").in(attack)))).containsExactly(1L);
  }

  private String table() {
    String table = notes();
    await(database().insertAll(table, NOTES));
    return table;
  }

  private static Arguments means(Filter where, long... ids) {
    return Arguments.of(where, Arrays.stream(ids).boxed().toList());
  }
}
