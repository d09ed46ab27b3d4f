package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter;
import dev.plinth.data.Json;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.Statement;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** One walk through every portable type: written, read, found, ordered, paged, changed. */
abstract class ValueConformance extends RoleConformance {
  private static final long NULL_ID = 0;

  ValueConformance(TestBed bed) {
    super(bed);
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatWasWritten(PortableType type) {
    String table = table(type);
    for (int i = 0; i < samples(type).size(); i++) {
      assertHolds(type, row(table, i + 1), samples(type).get(i));
    }
    assertThat(row(table, NULL_ID).isNull("v")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatWasInsertedInBulk(PortableType type) {
    String table = empty(type);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < samples(type).size(); i++) {
      rows.add(Row.of("id", i + 1, "v", samples(type).get(i)));
    }
    rows.add(Row.of("id", NULL_ID, "v", null));
    await(database().insertAll(table, rows));
    for (int i = 0; i < samples(type).size(); i++) {
      assertHolds(type, row(table, i + 1), samples(type).get(i));
    }
    assertThat(row(table, NULL_ID).isNull("v")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void readsWhatWasUpdated(PortableType type) {
    String table = empty(type);
    await(database().insert(table, Row.of("id", 1, "v", null)));
    for (Object value : samples(type)) {
      await(database().update(table, field("id").eq(1), Update.of("v", value)));
      assertHolds(type, row(table, 1), value);
      await(database().upsert(table, Row.of("id", 2, "v", value)));
      assertHolds(type, row(table, 2), value);
    }
    await(database().update(table, Filter.all(), Update.of("v", null)));
    assertThat(row(table, 1).isNull("v")).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void streamsWhatWasWritten(PortableType type) {
    String table = table(type);
    List<Row> rows = Collector.all(database().findStream(Query.from(table).orderBy("id")));
    assertThat(rows.get(0).isNull("v")).isTrue();
    for (int i = 0; i < samples(type).size(); i++) {
      assertHolds(type, rows.get(i + 1), samples(type).get(i));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"JSON", "TEXT_LIST"})
  void findsByEquality(PortableType type) {
    String table = table(type);
    for (Object value : samples(type)) {
      Predicate<Object> equal = other -> PortableSamples.same(type, value, other);
      assertFinds(type, table, field("v").eq(value), equal);
      assertFinds(type, table, field("v").notEq(value), equal.negate());
      assertFinds(type, table, field("v").in(List.of(value)), equal);
      assertFinds(type, table, field("v").notIn(List.of(value)), equal.negate());
    }
    assertFinds(type, table, field("v").in(samples(type)), any -> true);
    assertThat(ids(Query.from(table).where(field("v").isNull()))).containsExactly(NULL_ID);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"JSON", "TEXT_LIST", "BOOLEAN"})
  void findsByOrder(PortableType type) {
    String table = table(type);
    Comparator<Object> order = PortableSamples.order(type);
    for (Object value : samples(type)) {
      assertFinds(type, table, field("v").lt(value), other -> order.compare(other, value) < 0);
      assertFinds(type, table, field("v").lte(value), other -> order.compare(other, value) <= 0);
      assertFinds(type, table, field("v").gt(value), other -> order.compare(other, value) > 0);
      assertFinds(type, table, field("v").gte(value), other -> order.compare(other, value) >= 0);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"JSON", "TEXT_LIST"})
  void ordersByValueWithNullsFirst(PortableType type) {
    String table = table(type);
    List<Long> expected = new ArrayList<>(ordered(type));
    assertThat(ids(Query.from(table).orderBy("v"))).isEqualTo(expected);
    Collections.reverse(expected);
    assertThat(ids(Query.from(table).orderByDescending("v"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"JSON", "TEXT_LIST"})
  void pagesThroughValues(PortableType type) {
    String table = table(type);
    for (Order order : List.of(Order.ascending("v"), Order.descending("v"))) {
      Query query = Query.from(table).orderBy(order).limit(2);
      List<Long> met = new ArrayList<>();
      Rows page = await(database().find(query));
      met.addAll(idsOf(page));
      while (page.truncated()) {
        page = await(database().find(query.after(page.nextCursor())));
        met.addAll(idsOf(page));
      }
      assertThat(met).isEqualTo(ids(Query.from(table).orderBy(order)));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"JSON", "TEXT_LIST", "BOOLEAN"})
  void knowsLeastAndGreatest(PortableType type) {
    List<Long> ordered = ordered(type);
    Row row = await(database().aggregate(
        Aggregation.from(table(type)).min("v", "least").max("v", "v").count("n"))).row(0);
    assertHolds(type, row, samples(type).get((int) (ordered.getLast() - 1)));
    assertHolds(type, Row.of("v", row.value("least").orElseThrow()),
        samples(type).get((int) (ordered.get(1) - 1)));
  }

  @ParameterizedTest
  @EnumSource(names = {"LONG", "TEXT", "UUID", "INSTANT", "DATE", "BOOLEAN"})
  void servesAsAKey(PortableType type) {
    String table = create(TableDefinition.named(TestBed.newName("keys"))
        .column(column(type)).column("id", PortableType.LONG).primaryKey("v"));
    for (int i = 0; i < samples(type).size(); i++) {
      Row key = await(database().insert(table, Row.of("v", samples(type).get(i), "id", i)));
      assertHolds(type, key, samples(type).get(i));
    }
    for (int i = 0; i < samples(type).size(); i++) {
      Object value = samples(type).get(i);
      assertThat(ids(Query.from(table).where(field("v").eq(value)))).containsExactly((long) i);
      assertFails(ErrorCode.UNIQUE_VIOLATION,
          database().insert(table, Row.of("v", value, "id", 99)));
    }
  }

  @ParameterizedTest
  @EnumSource
  @Requires(Capability.NATIVE_STATEMENTS)
  void readsWhatWasWrittenThroughNativeStatements(PortableType type) {
    String table = table(type);
    Rows rows = await(database().query(Statement.of(bed().texts().column(table, "v"))));
    assertThat(rows.row(0).isNull("v")).isTrue();
    for (int i = 0; i < samples(type).size(); i++) {
      assertHolds(type, rows.row(i + 1), samples(type).get(i));
    }
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"JSON", "TEXT_LIST"})
  @Requires(Capability.NATIVE_STATEMENTS)
  void bindsNativeParametersAsItStoresValues(PortableType type) {
    String table = table(type);
    for (int i = 0; i < samples(type).size(); i++) {
      Rows rows = await(database().query(
          Statement.of(bed().texts().idsWhere(table, "v", "?"), samples(type).get(i))));
      assertThat(idsOf(rows)).containsExactly(i + 1L);
    }
  }

  @Test
  void cutsInstantsToTheStatedPrecision() {
    String table = empty(PortableType.INSTANT);
    Instant fine = Instant.parse("2026-05-05T05:05:05.123456789Z");
    await(database().insert(table, Row.of("id", 1, "v", fine)));
    Instant cut = fine.truncatedTo(database().info().instantPrecision());
    assertThat(row(table, 1).instant("v")).isEqualTo(cut);
    assertThat(ids(Query.from(table).where(field("v").eq(fine)))).containsExactly(1L);
    assertThat(ids(Query.from(table).where(field("v").eq(cut)))).containsExactly(1L);
  }

  @Test
  void keepsMomentsWhereverTheMachineStands() {
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      for (String place : new String[]{"Pacific/Apia", "America/St_Johns"}) {
        TimeZone.setDefault(TimeZone.getTimeZone(place));
        Locale.setDefault(Locale.forLanguageTag("tr-TR"));
        try (DatabaseProvider own = bed().open(bed().options())) {
          assertKeepsMoments(own);
        }
      }
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  private void assertKeepsMoments(DatabaseProvider own) {
    for (PortableType type : List.of(PortableType.INSTANT, PortableType.DATE, PortableType.TEXT)) {
      String table = create(own, TableDefinition.named(TestBed.newName("VALUES_I"))
          .column("id", PortableType.LONG).column("v", type).primaryKey("id"));
      for (int i = 0; i < samples(type).size(); i++) {
        await(own.insert(table, Row.of("id", i, "v", samples(type).get(i))));
        Row read = await(own.findOne(Query.from(table).where(field("id").eq(i)))).orElseThrow();
        assertHolds(type, read, samples(type).get(i));
        assertThat(await(own.count(table, field("v").eq(samples(type).get(i))))).isEqualTo(1);
      }
    }
  }

  @Test
  void keepsFindsAndOrdersTextOfAMegabyte() {
    String table = empty(PortableType.TEXT);
    String text = "\u00fc\uD83D\uDE00 large ".repeat(90_000);
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isGreaterThan(1 << 20);
    await(database().insert(table, Row.of("id", 1, "v", text + "b")));
    await(database().insert(table, Row.of("id", 2, "v", text + "a")));
    assertThat(row(table, 1).string("v")).isEqualTo(text + "b");
    assertThat(ids(Query.from(table).where(field("v").eq(text + "a")))).containsExactly(2L);
    assertThat(ids(Query.from(table).select("id").orderBy("v"))).containsExactly(2L, 1L);
    await(database().update(table, field("id").eq(1), Update.of("v", text + "c")));
    assertThat(row(table, 1).string("v")).isEqualTo(text + "c");
  }

  @Test
  void keepsFindsAndOrdersBytesOfAMegabyte() {
    String table = empty(PortableType.BYTES);
    byte[] bytes = new byte[1 << 20];
    new Random(1).nextBytes(bytes);
    byte[] greater = bytes.clone();
    greater[greater.length - 1] = (byte) 0xff;
    bytes[bytes.length - 1] = 1;
    await(database().insert(table, Row.of("id", 1, "v", greater)));
    await(database().insert(table, Row.of("id", 2, "v", bytes)));
    assertThat(row(table, 1).bytes("v")).isEqualTo(greater);
    assertThat(ids(Query.from(table).where(field("v").eq(bytes)))).containsExactly(2L);
    assertThat(ids(Query.from(table).select("id").orderBy("v"))).containsExactly(2L, 1L);
  }

  @Test
  void keepsLargeAndDeeplyNestedJson() {
    String table = empty(PortableType.JSON);
    Json deep = Json.parse("{\"a\":[".repeat(40) + "null" + "]}".repeat(40));
    Json large =
        Json.parse("[" + "{\"name\":\"\uD83D\uDE00 one\",\"n\":[1,2.5,true]},".repeat(30_000)
            + "0]");
    await(database().insert(table, Row.of("id", 1, "v", deep)));
    await(database().insert(table, Row.of("id", 2, "v", large)));
    assertHolds(PortableType.JSON, row(table, 1), deep);
    assertHolds(PortableType.JSON, row(table, 2), large);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = {"JSON", "TEXT_LIST"})
  void groupsByValueAndNull(PortableType type) {
    String table = table(type);
    int count = samples(type).size();
    for (int i = 0; i < count; i++) {
      await(database().insert(table, Row.of("id", count + i + 1, "v", samples(type).get(i))));
    }
    Rows groups = await(database().aggregate(
        Aggregation.from(table).groupBy("v").count("n").orderBy(Order.ascending("v"))));
    assertThat(groups.size()).isEqualTo(count + 1);
    assertThat(groups.row(0).isNull("v")).isTrue();
    assertThat(groups.row(0).longValue("n")).isEqualTo(1);
    List<Long> ordered = ordered(type);
    for (int i = 1; i <= count; i++) {
      assertHolds(type, groups.row(i), samples(type).get((int) (ordered.get(i) - 1)));
      assertThat(groups.row(i).longValue("n")).isEqualTo(2);
    }
  }

  @Test
  void refusesMomentsBeyondTheYears1To9999() {
    String instants = empty(PortableType.INSTANT);
    for (String text : List.of("-0043-03-15T12:00:00Z", "0000-12-31T23:59:59.999999999Z",
        "+10000-01-01T00:00:00Z")) {
      assertOutOfRange(instants, Instant.parse(text));
    }
    String dates = empty(PortableType.DATE);
    for (LocalDate date : List.of(LocalDate.of(-43, 3, 15), LocalDate.of(0, 12, 31),
        LocalDate.of(10_000, 1, 1), LocalDate.MIN, LocalDate.MAX)) {
      assertOutOfRange(dates, date);
    }
  }

  private void assertOutOfRange(String table, Object value) {
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE,
        database().insert(table, Row.of("id", 1, "v", value)));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE,
        database().insertAll(table, List.of(Row.of("id", 1, "v", value))));
    assertFails(ErrorCode.VALUE_OUT_OF_RANGE,
        database().update(table, Filter.all(), Update.of("v", value)));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void takesOtherFormsOfAValue() {
    for (Form form : FORMS) {
      String table = empty(form.type);
      await(database().insert(table, Row.of("id", 1, "v", form.given)));
      assertHolds(form.type, row(table, 1), form.stored);
    }
  }

  @Test
  void groupsDecimalsByValue() {
    String table = notes(priced(1, "1.5"), priced(2, "1.50"), priced(3, "15E-1"), priced(4, "2"));
    Rows groups = await(database().aggregate(
        Aggregation.from(table).groupBy("price").count("n").orderBy(Order.descending("n"))));
    assertThat(groups.stream().map(row -> row.longValue("n")).toList()).containsExactly(3L, 1L);
  }

  @Test
  void refusesTextThatNotEveryBackendKeeps() {
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> Row.of("v", "a\0b"));
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> Row.of("v", "half \uD83D pair"));
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> Row.of("v", Double.NaN));
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> Row.of("v", Float.NEGATIVE_INFINITY));
  }

  private record Form(PortableType type, Object given, Object stored) {}

  private static final List<Form> FORMS = List.of(
      new Form(PortableType.LONG, (short) 7, 7L),
      new Form(PortableType.LONG, new java.math.BigInteger("42"), 42L),
      new Form(PortableType.DOUBLE, 3, 3.0),
      new Form(PortableType.DOUBLE, 0.5f, 0.5),
      new Form(PortableType.DOUBLE, -0.0, 0.0),
      new Form(PortableType.DECIMAL, 12, new java.math.BigDecimal("12")),
      new Form(PortableType.DECIMAL, 0.1, new java.math.BigDecimal("0.1")),
      new Form(PortableType.TEXT, ErrorCode.TIMEOUT, "TIMEOUT"),
      new Form(PortableType.TEXT, java.nio.CharBuffer.wrap("built"), "built"),
      new Form(PortableType.UUID, "0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b",
          java.util.UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b")),
      new Form(PortableType.INSTANT, java.time.OffsetDateTime.parse("2026-05-05T07:05:05+02:00"),
          Instant.parse("2026-05-05T05:05:05Z")),
      new Form(PortableType.INSTANT, "2026-05-05T05:05:05Z", Instant.parse("2026-05-05T05:05:05Z")),
      new Form(PortableType.DATE, "2026-05-05", LocalDate.of(2026, 5, 5)),
      new Form(PortableType.JSON, java.util.Map.of("a", List.of("b")),
          Json.parse("{\"a\":[\"b\"]}")),
      new Form(PortableType.JSON, Row.of("a", 1), Json.parse("{\"a\":1}")));

  private static List<Object> samples(PortableType type) {
    return PortableSamples.of(type);
  }

  private static ColumnDefinition column(PortableType type) {
    ColumnDefinition column = ColumnDefinition.of("v", type);
    return type == PortableType.TEXT ? column.withMaxLength(200) : column;
  }

  private String empty(PortableType type) {
    return create(TableDefinition.named(TestBed.newName("values")).column("id", PortableType.LONG)
        .column("v", type).primaryKey("id"));
  }

  /** The samples from the id 1 on, and null. */
  private String table(PortableType type) {
    String table = empty(type);
    for (int i = 0; i < samples(type).size(); i++) {
      await(database().insert(table, Row.of("id", i + 1, "v", samples(type).get(i))));
    }
    await(database().insert(table, Row.of("id", NULL_ID, "v", null)));
    return table;
  }

  private static List<Long> ordered(PortableType type) {
    List<Long> ids = new ArrayList<>();
    for (long id = 1; id <= samples(type).size(); id++) {
      ids.add(id);
    }
    ids.sort(Comparator.comparing(id -> samples(type).get((int) (id - 1)),
        PortableSamples.order(type)));
    ids.add(0, NULL_ID);
    return ids;
  }

  private void assertFinds(PortableType type, String table, Filter where,
      Predicate<Object> meant) {
    List<Long> expected = new ArrayList<>();
    for (int i = 0; i < samples(type).size(); i++) {
      if (meant.test(samples(type).get(i))) {
        expected.add(i + 1L);
      }
    }
    assertThat(ids(Query.from(table).where(where).orderBy("id"))).as(where.toString())
        .isEqualTo(expected);
  }

  private void assertHolds(PortableType type, Row row, Object expected) {
    Object read = row.optional("v", PortableSamples.javaType(type)).orElseThrow();
    Object wanted = expected instanceof Instant instant
        ? instant.truncatedTo(database().info().instantPrecision())
        : expected;
    assertThat(PortableSamples.same(type, read, wanted)).as("%s for %s", read, wanted).isTrue();
  }
}
