package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong arguments: refused before anything is sent, by a message that names them and what there is. */
abstract class BadInputConformance extends RoleConformance {
  BadInputConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void namesAnUnknownTableAndThoseThatThereAre() {
    String known = notes();
    String wrong = known + "x";
    for (CompletableFuture<?> call : List.<CompletableFuture<?>>of(
        database().find(Query.from(wrong)), database().findOne(Query.from(wrong)),
        database().insert(wrong, note(1, "a")), database().insertAll(wrong, List.of(note(1, "a"))),
        database().upsert(wrong, note(1, "a")), database().count(wrong, Filter.all()),
        database().exists(wrong, Filter.all()), database().delete(wrong, Filter.all()),
        database().update(wrong, Filter.all(), Update.of("title", "a")))) {
      assertThat(assertFails(ErrorCode.NOT_FOUND, call)).hasMessageContaining(wrong)
          .hasMessageContaining(known);
    }
  }

  @Test
  void namesAnUnknownColumnAndThoseThatThereAre() {
    String table = notes(note(1, "a"));
    for (CompletableFuture<?> call : List.<CompletableFuture<?>>of(
        database().find(Query.from(table).where(field("titel").eq("a"))),
        database().find(Query.from(table).where(Filter.not(field("titel").isNull()))),
        database().find(Query.from(table).orderBy("titel")),
        database().find(Query.from(table).select("id", "titel")),
        database().insert(table, Row.of("id", 2, "titel", "a")),
        database().insertAll(table, List.of(Row.of("id", 2, "titel", "a"))),
        database().upsert(table, Row.of("id", 1, "titel", "a")),
        database().update(table, Filter.all(), Update.of("titel", "a")),
        database().update(table, Filter.all(), Update.none().increment("titel", 1)),
        database().update(table, Filter.all(), Update.none().unset("titel")),
        database().count(table, field("titel").contains("a")),
        database().delete(table, field("id").eq(1).and(field("titel").eq("a"))))) {
      assertThat(assertFails(ErrorCode.INVALID_ARGUMENT, call)).hasMessageContaining("titel")
          .hasMessageContaining("title");
    }
    assertThat(row(table, 1).string("title")).isEqualTo("a");
    assertThat(allIds(table)).containsExactly(1L);
  }

  static Stream<Arguments> unfit() {
    return Stream.of(Arguments.of(PortableType.LONG, "seven"), Arguments.of(PortableType.LONG, 1.5),
        Arguments.of(PortableType.LONG, true), Arguments.of(PortableType.DOUBLE, "a half"),
        Arguments.of(PortableType.DECIMAL, "1,5"), Arguments.of(PortableType.BOOLEAN, "maybe"),
        Arguments.of(PortableType.BOOLEAN, 2), Arguments.of(PortableType.TEXT, 5),
        Arguments.of(PortableType.TEXT, new byte[]{1}),
        Arguments.of(PortableType.UUID, "not-a-uuid"),
        Arguments.of(PortableType.UUID, 5), Arguments.of(PortableType.INSTANT, "yesterday"),
        Arguments.of(PortableType.INSTANT, 1_700_000_000L),
        Arguments.of(PortableType.DATE, "2026-02-30"),
        Arguments.of(PortableType.DATE, Instant.EPOCH),
        Arguments.of(PortableType.BYTES, UUID.randomUUID()),
        Arguments.of(PortableType.JSON, "{not json"),
        Arguments.of(PortableType.TEXT_LIST, "a,b"));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void namesTheColumnThatAValueDoesNotFitAndItsType(PortableType type, Object value) {
    String table = create(TableDefinition.named(TestBed.newName("unfit"))
        .column("id", PortableType.LONG).column("target", type).primaryKey("id"));
    await(database().insert(table, Row.of("id", 1)));
    assertNames(type, database().insert(table, Row.of("id", 2, "target", value)));
    assertNames(type, database().insertAll(table, List.of(Row.of("id", 2, "target", value))));
    assertNames(type, database().upsert(table, Row.of("id", 1, "target", value)));
    assertNames(type, database().update(table, Filter.all(), Update.of("target", value)));
    assertNames(type, database().find(Query.from(table).where(field("target").eq(value))));
    assertThat(allIds(table)).containsExactly(1L);
    assertThat(row(table, 1).isNull("target")).isTrue();
  }

  private static void assertNames(PortableType type, CompletableFuture<?> call) {
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT, call)).hasMessageContaining("target")
        .hasMessageContaining(type.name());
  }

  @Test
  void namesAnOperatorThatDoesNotFit() {
    String table = create(TableDefinition.named(TestBed.newName("operators"))
        .column("id", PortableType.LONG).column("flag", PortableType.BOOLEAN)
        .column("data", PortableType.JSON).column("tags", PortableType.TEXT_LIST)
        .column("at", PortableType.INSTANT).primaryKey("id"));
    refuses(table, field("id").contains("1"), "id");
    refuses(table, field("at").startsWith("2026"), "at");
    refuses(table, field("flag").gt(false), "flag");
    refuses(table, field("data").lt("{}"), "data");
    refuses(table, field("tags").eq(List.of("a")), "tags");
    for (String column : new String[]{"data", "tags"}) {
      assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
          database().find(Query.from(table).orderBy(column)))).hasMessageContaining(column);
      assertThat(await(database().count(table, field(column).isNull()))).isZero();
    }
  }

  @Test
  void namesAColumnThatCannotBeIncremented() {
    String table = notes(note(1, "a"));
    DatabaseException failure = assertFails(ErrorCode.INVALID_ARGUMENT,
        database().update(table, Filter.all(), Update.none().increment("title", 1)));
    assertThat(failure).hasMessageContaining("title");
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().update(table, Filter.all(), Update.none().increment("score", 0.5))))
        .hasMessageContaining("score");
  }

  @Test
  void refusesColumnsNamedTwice() {
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> Row.of("id", 1, "id", 2));
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT,
        () -> Update.of("title", "a").increment("title", 1));
  }

  @Test
  void refusesFiltersOfNothing() {
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, Filter::and);
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, Filter::or);
  }

  @Test
  void echoesNoValue() {
    String secret = SecretCanary.secret("value");
    String table = notes(note(1, "a"));
    assertFails(ErrorCode.INVALID_ARGUMENT, database().insert(table, Row.of("id", secret)));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().find(Query.from(table).where(field("score").eq(secret))));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().find(Query.from(table).where(field("at").in(Instant.EPOCH, secret))));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().update(table, Filter.all(), Update.of("price", secret)));
    assertFails(ErrorCode.INVALID_ARGUMENT, database().find(Query.from(table).after(secret)));
  }

  @Test
  void saysWhichGetterOfARowCannotAnswer() {
    Row row = row(notes(note(1, "no number")), 1);
    assertThat(Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> row.longValue("title")))
        .hasMessageContaining("title");
    assertThat(Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> row.longValue("score")))
        .hasMessageContaining("score");
    assertThat(Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> row.string("titel")))
        .hasMessageContaining("titel").hasMessageContaining("title");
  }

  private void refuses(String table, Filter where, String column) {
    assertThat(
        assertFails(ErrorCode.INVALID_ARGUMENT, database().find(Query.from(table).where(where))))
        .hasMessageContaining(column);
    assertFails(ErrorCode.INVALID_ARGUMENT, database().delete(table, where));
  }
}
