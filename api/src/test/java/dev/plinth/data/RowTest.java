package dev.plinth.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RowTest {
  private static final UUID ID = UUID.fromString("0190a0c4-0000-7000-8000-000000000001");
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");

  record Note(UUID id, String noteTitle, int stars, @Nullable Instant createdAt, TimeUnit unit) {}

  @Test
  void widensValuesToPortableOnes() {
    Row row = Row.of("i", 1, "s", (short) 2, "f", 1.5f, "n", null, "t",
        OffsetDateTime.parse("2026-01-02T13:00:00.123456+01:00"), "e", TimeUnit.DAYS, "m",
        Map.of("a", 1), "b", CharBuffer.wrap("x"));
    assertThat(row.toMap().values()).containsExactly(1L, 2L, 1.5, null, NOON, "DAYS",
        Row.of("a", 1L), "x");
  }

  @Test
  void convertsWhatTextKeeps() {
    Row row = Row.of("id", ID.toString(), "at", NOON.toString(), "day", "2026-01-02", "n", "12.50",
        "flag", 1, "json", "{\"a\":[\"x\",\"y\"]}", "list", "[\"x\",\"y\"]", "bytes", "AQI=");
    assertThat(row.uuid("id")).isEqualTo(ID);
    assertThat(row.instant("at")).isEqualTo(NOON);
    assertThat(row.date("day")).isEqualTo(LocalDate.of(2026, 1, 2));
    assertThat(row.decimal("n")).isEqualTo(new BigDecimal("12.50"));
    assertThat(row.doubleValue("n")).isEqualTo(12.5);
    assertThat(row.booleanValue("flag")).isTrue();
    assertThat(row.json("json")).isEqualTo(Json.parse("{ \"a\": [\"x\", \"y\"] }"));
    assertThat(row.document("json").strings("a")).containsExactly("x", "y");
    assertThat(row.strings("list")).containsExactly("x", "y");
    assertThat(row.bytes("bytes")).containsExactly(1, 2);
  }

  static Stream<Function<Row, Object>> lossy() {
    return Stream.of(row -> row.longValue("fraction"), row -> row.intValue("wide"),
        row -> row.booleanValue("wide"), row -> row.uuid("text"), row -> row.instant("text"),
        row -> row.longValue("text"), row -> row.json("text"), row -> row.strings("numbers"),
        row -> row.string("missing"), row -> row.string("nothing"),
        row -> row.longValue("nothing"));
  }

  @ParameterizedTest
  @MethodSource("lossy")
  void refusesToLoseSomethingAndShowsNoValue(Function<Row, Object> getter) {
    Row row = Row.of("fraction", 1.5, "wide", 1L << 40, "text", "canary", "numbers", "[1]",
        "nothing", null);
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> getter.apply(row))
        .satisfies(failure -> assertThat(failure).hasMessageNotContaining("canary")
            .hasMessageContaining("column").hasNoCause());
  }

  @Test
  void becomesARecord() {
    Row row = Row.of("id", ID.toString(), "note_title", "Tea", "stars", 5L, "created_at", null,
        "unit", "DAYS");
    assertThat(row.as(Note.class)).isEqualTo(new Note(ID, "Tea", 5, null, TimeUnit.DAYS));
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> row.with("stars", null).as(Note.class))
        .withMessageContaining("stars").withMessageContaining("primitive");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> row.with("unit", "canary").as(Note.class))
        .satisfies(failure -> assertThat(failure).hasMessageNotContaining("canary"));
  }

  static Stream<Function<Object[], Row>> refused() {
    return Stream.of(none -> Row.of("a", Double.NaN), none -> Row.of("a", Float.POSITIVE_INFINITY),
        none -> Row.of("a", "x\0y"), none -> Row.of("a", "x\ud800"),
        none -> Row.of("a", "\udc00x"), none -> Row.of("a", "\ud800\ud800\udc00"),
        none -> Row.of("a", new Object()), none -> Row.of("a", List.of(1)),
        none -> Row.of("a", Map.of(1, 2)), none -> Row.of("a", 1, "a", 2),
        none -> Row.of("a", 1, "b", 2, "c"), none -> Row.of("a", 1, "b", 2, 3, 4));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWhatIsNotPortable(Function<Object[], Row> construction) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> construction.apply(new Object[0]));
  }

  @Test
  void takesEveryCharacterThatIsWhole() {
    assertThat(Row.of("a", "\ud83c\udf75 \u0001\uffff").string("a")).hasSize(5);
  }

  @Test
  void findsAColumnAmongMany() {
    var namesAndValues = new ArrayList<@Nullable Object>();
    IntStream.range(2, 40).forEach(i -> namesAndValues.addAll(Arrays.asList("c" + i, i)));
    Row row = Row.of("c0", 0, "c1", 1, namesAndValues.toArray());
    assertThat(IntStream.range(0, 40)).allMatch(i -> row.intValue("c" + i) == i);
    assertThat(row.has("c40")).isFalse();
  }

  @Test
  void cannotBeChangedThroughItsBytes() {
    byte[] bytes = {1, 2};
    Row row = Row.of("b", bytes);
    bytes[0] = 9;
    row.bytes("b")[1] = 9;
    assertThat(row.bytes("b")).containsExactly(1, 2);
  }

  @Test
  void isEqualByValueAndShowsNone() {
    Row row = Row.of("a", new byte[]{1}, "b", "canary");
    assertThat(row).isEqualTo(Row.of("a", new byte[]{1}, "b", "canary"))
        .hasSameHashCodeAs(Row.of("a", new byte[]{1}, "b", "canary"))
        .isNotEqualTo(Row.of("b", "canary", "a", new byte[]{1})).hasToString("Row[a, b]");
    assertThat(Rows.complete(row.columns(), List.of(row)).toString()).doesNotContain("canary");
  }
}
