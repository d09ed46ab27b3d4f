package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Order;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers about groups of records. */
abstract class AggregateConformance extends RoleConformance {
  AggregateConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void countsRecordsAndValuesThatAreNotNull() {
    String table = notes(scored(1, 5L), scored(2, null), scored(3, 5L));
    Row row = one(new Aggregation(table, dev.plinth.data.Filter.all(), java.util.List.of(),
        java.util.List.of(new Aggregation.Measure(Aggregation.Function.COUNT, "score", "scores")),
        java.util.List.of(), null).count("records"));
    assertThat(row.names()).containsExactly("scores", "records");
    assertThat(row.longValue("scores")).isEqualTo(2);
    assertThat(row.longValue("records")).isEqualTo(3);
  }

  @Test
  void sumsWholeNumbersExactly() {
    String table = notes(scored(1, Long.MAX_VALUE), scored(2, -1L), scored(3, null));
    assertThat(one(Aggregation.from(table).sum("score", "s")).longValue("s"))
        .isEqualTo(Long.MAX_VALUE - 1);
  }

  @Test
  void sumsWholeNumbersBeyondTheirTypeExactly() {
    String table = notes(scored(1, Long.MAX_VALUE), scored(2, Long.MAX_VALUE), scored(3, 3L));
    assertThat(one(Aggregation.from(table).sum("score", "s")).decimal("s"))
        .isEqualByComparingTo("18446744073709551617");
  }

  @Test
  void sumsDecimalsExactly() {
    String table = notes();
    var rows = new ArrayList<Row>();
    for (int id = 1; id <= 10; id++) {
      rows.add(priced(id, "0.1"));
    }
    rows.add(priced(11, "123456789012345678901234.000000001"));
    await(database().insertAll(table, rows));
    assertThat(one(Aggregation.from(table).sum("price", "s")).decimal("s"))
        .isEqualByComparingTo("123456789012345678901235.000000001");
  }

  @Test
  void findsLeastAndGreatest() {
    Instant early = Instant.parse("2020-01-01T00:00:00Z");
    Instant late = Instant.parse("2030-01-01T00:00:00Z");
    String table = notes(
        Row.of("id", 1, "title", "b", "score", 9, "price", new BigDecimal("9"), "at", late),
        Row.of("id", 2, "title", "B", "score", 10, "price", new BigDecimal("10"), "at", early),
        Row.of("id", 3, "title", null, "score", null, "price", null, "at", null));
    Row row = one(Aggregation.from(table).min("title", "t").max("score", "s").max("price", "p")
        .min("price", "q").min("at", "a").max("at", "z"));
    assertThat(row.string("t")).isEqualTo("B");
    assertThat(row.longValue("s")).isEqualTo(10);
    assertThat(row.decimal("p")).isEqualByComparingTo("10");
    assertThat(row.decimal("q")).isEqualByComparingTo("9");
    assertThat(row.instant("a")).isEqualTo(early);
    assertThat(row.instant("z")).isEqualTo(late);
  }

  @Test
  void averagesWithoutNulls() {
    String table = notes(Row.of("id", 1, "score", 1, "price", new BigDecimal("0.1")),
        Row.of("id", 2, "score", 2, "price", new BigDecimal("0.2")), scored(3, null));
    Row row = one(Aggregation.from(table).avg("score", "s").avg("price", "p"));
    assertThat(row.doubleValue("s")).isCloseTo(1.5, within(1e-12));
    assertThat(row.decimal("p")).isEqualByComparingTo("0.15");
  }

  @Test
  void answersNullForNumbersOfNothingAndZeroForTheirCount() {
    Row row = one(Aggregation.from(notes()).count("n").sum("score", "s").avg("score", "a")
        .min("title", "l").max("at", "g"));
    assertThat(row.longValue("n")).isZero();
    for (String column : new String[]{"s", "a", "l", "g"}) {
      assertThat(row.isNull(column)).as(column).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JSON", "TEXT_LIST"})
  void refusesGroupsOfWhatHasNoOrder(PortableType type) {
    String table = create(TableDefinition.named(TestBed.newName("unordered"))
        .column("id", PortableType.LONG).column("v", type).primaryKey("id"));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().aggregate(Aggregation.from(table).groupBy("v").count("n")));
  }

  @Test
  void hasNoGroupsOfNothing() {
    assertThat(await(database().aggregate(Aggregation.from(notes()).groupBy("title").count("n"))))
        .isEmpty();
  }

  @Test
  void groupsByValuesAndByNull() {
    Rows rows = await(database().aggregate(Aggregation.from(groups()).groupBy("title").count("n")
        .sum("score", "s").orderBy(Order.ascending("title"))));
    assertThat(rows.columns().names()).containsExactly("title", "n", "s");
    assertThat(rows.stream().map(row -> row.optional("title", String.class).orElse("-") + row
        .longValue("n") + row.optional("s", Long.class).map(String::valueOf).orElse("-")).toList())
        .containsExactly("-1-", "A17", "a25");
  }

  @Test
  void ordersByTheNumbers() {
    Rows rows = await(database().aggregate(Aggregation.from(groups()).groupBy("title").count("n")
        .orderBy(Order.descending("n"), Order.descending("title")).limit(2)));
    assertThat(rows.stream().map(row -> row.string("title")).toList()).containsExactly("a", "A");
  }

  @Test
  void ordersByANumberThatIsNamedAsItsColumn() {
    String table = notes(Row.of("id", 1, "title", "a", "score", 9),
        Row.of("id", 2, "title", "b", "score", 5), Row.of("id", 3, "title", "b", "score", 6));
    Rows rows = await(database().aggregate(Aggregation.from(table).groupBy("title")
        .sum("score", "score").orderBy(Order.ascending("score"))));
    assertThat(rows.stream().map(row -> row.longValue("score")).toList()).containsExactly(9L, 11L);
  }

  @Test
  void takesNoCodeForTheNameOfANumber() {
    String table = notes(1);
    for (String name : new String[]{"a b", "a\"b", "a`b", "x\" FROM " + table + "; DROP TABLE "
        + table + "; --"}) {
      Throwable failure =
          failureOf(database().aggregate(Aggregation.from(table).count(name)));
      if (failure != null) {
        assertFails(ErrorCode.INVALID_ARGUMENT,
            database().aggregate(Aggregation.from(table).count(name)));
      }
      assertThat(allIds(table)).hasSize(1);
    }
  }

  @Test
  void looksAtTheRecordsMeantAlone() {
    assertThat(one(Aggregation.from(groups()).where(field("title").eq("a")).count("n"))
        .longValue("n")).isEqualTo(2);
  }

  @Test
  void groupsBySeveralColumns() {
    Rows rows = await(database().aggregate(
        Aggregation.from(groups()).groupBy("title", "score").count("n")
            .orderBy(Order.ascending("title"), Order.ascending("score"))));
    assertThat(rows.size()).isEqualTo(4);
    assertThat(rows.row(0).isNull("title")).isTrue();
    assertThat(rows.row(3).longValue("score")).isEqualTo(3);
  }

  @Test
  void refusesWhatCannotBeComputed() {
    String table = notes();
    refuses(Aggregation.from(table), table);
    refuses(Aggregation.from(table).sum("title", "s"), "title");
    refuses(Aggregation.from(table).sum("skore", "s"), "skore");
    refuses(Aggregation.from(table).groupBy("titel").count("n"), "titel");
    refuses(Aggregation.from(table).count("n").count("n"), "n");
    refuses(Aggregation.from(table).count("n").orderBy(Order.ascending("title")), "title");
  }

  private void refuses(Aggregation aggregation, String named) {
    DatabaseException failure =
        assertFails(ErrorCode.INVALID_ARGUMENT, database().aggregate(aggregation));
    assertThat(failure).hasMessageContaining(named);
  }

  private String groups() {
    return notes(Row.of("id", 1, "title", "a", "score", 2),
        Row.of("id", 2, "title", "a", "score", 3), Row.of("id", 3, "title", "A", "score", 7),
        Row.of("id", 4, "title", null, "score", null));
  }

  private Row one(Aggregation aggregation) {
    Rows rows = await(database().aggregate(aggregation));
    assertThat(rows.size()).isEqualTo(1);
    return rows.row(0);
  }
}
