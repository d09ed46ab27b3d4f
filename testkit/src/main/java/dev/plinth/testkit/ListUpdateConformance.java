package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.TargetedUpdate;
import dev.plinth.data.Update;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Updates that append elements to lists and remove them. */
@Requires(Capability.LIST_UPDATES)
abstract class ListUpdateConformance extends RoleConformance {
  /** Texts with which a list that is written as text might go wrong. */
  private static final List<String> HOSTILE = List.of("", " ", "a,b", "\"q\"", "{}", "[]", "null",
      "NULL", "ü\uD83D\uDE00", "\\", "it's", "line\nbreak\ttab", "\b\f\u0001\u007F", "$set", "a.b",
      "1", "true", "%_", "a ", "A", "a\u0308");

  ListUpdateConformance(TestBed bed) {
    super(bed);
  }

  private String tagged(List<@Nullable List<String>> lists) {
    String table = create(TableDefinition.named(TestBed.newName("tagged"))
        .column("id", PortableType.LONG).column("tags", PortableType.TEXT_LIST)
        .column("title", PortableType.TEXT).column("score", PortableType.LONG).primaryKey("id"));
    for (int i = 0; i < lists.size(); i++) {
      await(database().insert(table, Row.of("id", i + 1, "tags", lists.get(i), "score", 1)));
    }
    return table;
  }

  private String tagged(String... tags) {
    return tagged(List.of(List.of(tags)));
  }

  private String untagged() {
    var lists = new ArrayList<@Nullable List<String>>();
    lists.add(null);
    return tagged(lists);
  }

  private List<String> tags(String table, long id) {
    return row(table, id).strings("tags");
  }

  @Test
  void appendsToTheListsOfTheRecordsMeant() {
    String table = tagged(List.of(List.of("a"), List.of("b", "a"), List.of()));
    assertThat(await(database().update(table, field("id").gte(2),
        Update.none().push("tags", "c")))).isEqualTo(2);
    assertThat(tags(table, 1)).containsExactly("a");
    assertThat(tags(table, 2)).containsExactly("b", "a", "c");
    assertThat(tags(table, 3)).containsExactly("c");
  }

  @Test
  void appendsWhatTheListHasAlready() {
    String table = tagged("a");
    await(database().update(table, field("id").eq(1), Update.none().push("tags", "a")));
    assertThat(tags(table, 1)).containsExactly("a", "a");
  }

  @Test
  void makesAListOfNullWhereAnElementIsAppended() {
    String table = untagged();
    assertThat(await(database().update(table, Filter.all(), Update.none().push("tags", "a"))))
        .isEqualTo(1);
    assertThat(tags(table, 1)).containsExactly("a");
  }

  @Test
  void makesAListWhereTheRecordNamedNone() {
    String table = tagged();
    await(database().insert(table, Row.of("id", 2, "title", "without")));
    await(database().update(table, field("id").eq(2), Update.none().push("tags", "a")));
    assertThat(tags(table, 2)).containsExactly("a");
  }

  @Test
  void removesAllElementsThatAreEqual() {
    String table = tagged(List.of(List.of("a", "b", "a", "c", "a"), List.of("b"), List.of()));
    assertThat(await(database().update(table, Filter.all(), Update.none().pull("tags", "a"))))
        .isEqualTo(3);
    assertThat(tags(table, 1)).containsExactly("b", "c");
    assertThat(tags(table, 2)).containsExactly("b");
    assertThat(tags(table, 3)).isEmpty();
  }

  @Test
  void leavesAnEmptyListWhereItsLastElementIsRemoved() {
    String table = tagged("a", "a");
    await(database().update(table, field("id").eq(1), Update.none().pull("tags", "a")));
    assertThat(row(table, 1).isNull("tags")).isFalse();
    assertThat(tags(table, 1)).isEmpty();
  }

  @Test
  void leavesNullWhereAnElementIsRemoved() {
    String table = untagged();
    assertThat(await(database().update(table, Filter.all(), Update.none().pull("tags", "a"))))
        .isEqualTo(1);
    assertThat(row(table, 1).isNull("tags")).isTrue();
  }

  @Test
  void changesNoListWhereNoRecordIsMeant() {
    String table = tagged("a");
    assertThat(await(database().update(table, field("id").eq(9),
        Update.none().push("tags", "b")))).isZero();
    assertThat(await(database().update(table, field("id").eq(9),
        Update.none().pull("tags", "a")))).isZero();
    assertThat(tags(table, 1)).containsExactly("a");
  }

  @Test
  void keepsTheOrderOfALongListAndOfItsRest() {
    String filling = "x".repeat(3000);
    List<String> elements =
        IntStream.range(0, 600).mapToObj(i -> i % 300 + " " + filling).toList();
    String table = tagged(List.of(elements));
    await(database().update(table, Filter.all(), Update.none().pull("tags", elements.get(7))));
    await(database().update(table, Filter.all(), Update.none().push("tags", "last")));
    var expected = new ArrayList<>(elements);
    expected.removeIf(elements.get(7)::equals);
    expected.add("last");
    assertThat(tags(table, 1)).isEqualTo(expected);
  }

  @Test
  void takesEveryTextForATextAndNothingElse() {
    String table = tagged();
    var kept = new ArrayList<String>();
    for (String text : HOSTILE) {
      await(database().update(table, field("id").eq(1), Update.none().push("tags", text)));
      kept.add(text);
      assertThat(tags(table, 1)).isEqualTo(kept);
    }
    for (String text : HOSTILE) {
      await(database().update(table, field("id").eq(1), Update.none().pull("tags", text)));
      kept.remove(text);
      assertThat(tags(table, 1)).isEqualTo(kept);
    }
  }

  @Test
  void changesListsBesideOtherColumns() {
    String table = tagged("a", "b");
    await(database().update(table, field("id").eq(1), Update.of("title", "new")
        .increment("score", 2).pull("tags", "a")));
    assertThat(tags(table, 1)).containsExactly("b");
    assertThat(row(table, 1).string("title")).isEqualTo("new");
    assertThat(row(table, 1).longValue("score")).isEqualTo(3);
  }

  @Test
  void changesListsInSeveralUpdatesAndUnderAVersion() {
    String table = tagged("a");
    await(database().updateAll(table, List.of(
        new TargetedUpdate(field("id").eq(1), Update.none().push("tags", "b")),
        new TargetedUpdate(field("id").eq(1), Update.none().pull("tags", "a")))));
    assertThat(tags(table, 1)).containsExactly("b");
    assertThat(await(database().updateVersioned(table, field("id").eq(1),
        Update.none().push("tags", "c"), "score", 1))).isEqualTo(2);
    assertThat(tags(table, 1)).containsExactly("b", "c");
  }

  @Test
  void losesNoElementOfManyThatAreAppendedAtOnce() {
    String table = tagged();
    List<CompletableFuture<Long>> calls = IntStream.range(0, 50)
        .mapToObj(i -> database().update(table, field("id").eq(1),
            Update.none().push("tags", "element " + i)))
        .toList();
    assertThat(calls).allSatisfy(call -> assertThat(await(call)).isEqualTo(1));
    assertThat(new HashSet<>(tags(table, 1))).hasSize(50);
    assertThat(tags(table, 1)).hasSize(50);
  }

  @Test
  void changesTheListsOfManyRecordsAtOnce() {
    List<@Nullable List<String>> lists =
        new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> List.of("a", "b" + i)).toList());
    String table = tagged(lists);
    List<CompletableFuture<Long>> calls = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      calls.add(database().update(table, field("id").eq(i), i % 2 == 0
          ? Update.none().push("tags", "c" + i)
          : Update.none().pull("tags", "a")));
    }
    assertThat(calls).allSatisfy(call -> assertThat(await(call)).isEqualTo(1));
    for (int i = 1; i <= 50; i++) {
      assertThat(tags(table, i)).isEqualTo(i % 2 == 0
          ? List.of("a", "b" + (i - 1), "c" + i)
          : List.of("b" + (i - 1)));
    }
  }

  @Test
  void refusesAColumnThatIsNoList() {
    String table = tagged("a");
    for (Update update : List.of(Update.none().push("title", "b"), Update.none().pull("title", "b"),
        Update.none().push("score", "1"), Update.none().pull("id", "1"))) {
      assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
          database().update(table, Filter.all(), update)).getMessage()).contains("TEXT_LIST");
    }
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().update(table, Filter.all(), Update.none().push("missing", "b")));
    assertThat(row(table, 1).isNull("title")).isTrue();
  }

  @Test
  void refusesAnElementThatIsNoText() {
    String table = tagged("a");
    for (Object value : List.of(1, true, Row.of("$each", "b"), List.of("b"))) {
      assertFails(ErrorCode.INVALID_ARGUMENT,
          database().update(table, Filter.all(), Update.none().push("tags", value)));
      assertFails(ErrorCode.INVALID_ARGUMENT,
          database().update(table, Filter.all(), Update.none().pull("tags", value)));
    }
    assertThat(tags(table, 1)).containsExactly("a");
  }
}
