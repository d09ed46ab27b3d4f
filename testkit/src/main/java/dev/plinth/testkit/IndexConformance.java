package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.IndexDescription;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Indexes of some of the records, such as let records expire, and such as are for words. */
abstract class IndexConformance extends RoleConformance {
  IndexConformance(TestBed bed) {
    super(bed);
  }

  private static IndexDefinition on(String table, String... columns) {
    return IndexDefinition.on(table, TestBed.newName("idx"), columns);
  }

  private IndexDescription described(IndexDefinition index) {
    return await(database().describeTable(index.table())).orElseThrow().indexes().stream()
        .filter(known -> known.name().equals(index.name())).findFirst().orElseThrow();
  }

  @Test
  @Requires(Capability.PARTIAL_INDEXES)
  void describesAnIndexOfSomeRecords() {
    IndexDefinition index = on(notes(3), "title").where(field("score").gte(2));
    assertThat(await(database().createIndex(index))).isTrue();
    assertThat(described(index).partial()).isTrue();
    assertThat(described(index).columns()).isEqualTo(index.columns());
    assertThat(ids(Query.from(index.table()).where(field("score").gte(2)).orderBy("title")))
        .containsExactly(2L, 3L);
  }

  @Test
  void describesAnIndexOfAllRecordsAsSuch() {
    IndexDefinition index = on(notes(1), "title", "score");
    await(database().createIndex(index));
    assertThat(described(index)).isEqualTo(
        new IndexDescription(index.name(), index.columns(), false, false, false));
  }

  @Test
  @Requires(Capability.PARTIAL_INDEXES)
  void isUniqueAmongTheRecordsThatItHolds() {
    String table = notes(note(1, "a"), note(2, "a"));
    await(database().createIndex(on(table, "title").asUnique().where(field("score").gt(0))));
    await(database().insert(table, Row.of("id", 3, "title", "a", "score", 1)));
    assertFails(ErrorCode.UNIQUE_VIOLATION,
        database().insert(table, Row.of("id", 4, "title", "a", "score", 2)));
    await(database().insert(table, Row.of("id", 5, "title", "a", "score", 0)));
    assertFails(ErrorCode.UNIQUE_VIOLATION,
        database().upsert(table, Row.of("id", 5, "title", "a", "score", 3)));
    assertThat(allIds(table)).containsExactly(1L, 2L, 3L, 5L);
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().upsert(table, Row.of("id", 6, "title", "a"), "title")))
        .hasMessageContaining("unique");
  }

  @Test
  @Requires(Capability.PARTIAL_INDEXES)
  void holdsTheRecordsThatMeetAllOfSeveralConditions() {
    String table = notes(note(1, "it's"), note(2, "b"));
    await(database().createIndex(on(table, "id").where(
        field("title").eq("it's \"quoted\" $x ?").and(field("score").isNotNull()))));
    await(database().createIndex(on(table, "id").where(
        field("price").gt(new BigDecimal("1.5")).and(field("price").lte(10)))));
    await(database().insert(table,
        Row.of("id", 3, "title", "b", "score", 1, "price", new BigDecimal("9.99"))));
    assertThat(ids(Query.from(table).where(field("price").gt(new BigDecimal("1.5"))
        .and(field("price").lte(10))))).containsExactly(3L);
  }

  @Test
  @Requires(Capability.PARTIAL_INDEXES)
  void holdsTheRecordsThatMeetOneOfSeveralConditions() {
    String table = notes(note(1, "a"), note(2, "b"));
    IndexDefinition index = on(table, "id")
        .where(field("title").in("a", "c").or(field("score").gt(0)));
    await(database().createIndex(index));
    assertThat(described(index).partial()).isTrue();
    assertThat(ids(Query.from(table).where(field("title").in("a", "c")))).containsExactly(1L);
  }

  @Test
  @Requires(Capability.PARTIAL_INDEXES)
  void refusesAConditionThatDoesNotFitTheTable() {
    String table = notes(1);
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().createIndex(on(table, "id").where(field("skore").gt(0)))))
        .hasMessageContaining("skore");
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().createIndex(on(table, "id").where(field("score").gt("a"))));
  }

  @Test
  @Requires(Capability.EXPIRING_INDEXES)
  void describesAnIndexThatLetsRecordsExpire() {
    IndexDefinition index = on(notes(1), "at").expiringAfter(Duration.ofHours(2));
    assertThat(await(database().createIndex(index))).isTrue();
    assertThat(described(index).expireAfter()).isEqualTo(Duration.ofHours(2));
    assertThat(described(index).text()).isFalse();
  }

  @Test
  @Requires(Capability.EXPIRING_INDEXES)
  void letsRecordsExpireByAnInstantAlone() {
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().createIndex(on(notes(1), "score").expiringAfter(Duration.ofHours(2)))))
        .hasMessageContaining("INSTANT");
  }

  @Test
  @Requires(Capability.TEXT_INDEXES)
  void describesAnIndexForWords() {
    IndexDefinition index = on(notes(1), "title").asText();
    assertThat(await(database().createIndex(index))).isTrue();
    assertThat(described(index).text()).isTrue();
    assertThat(described(index).columns()).containsExactly(Order.ascending("title"));
    assertThat(described(index).expireAfter()).isNull();
  }

  @Test
  @Requires(Capability.TEXT_INDEXES)
  void searchesWordsInTextsAlone() {
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().createIndex(on(notes(1), "score").asText())))
        .hasMessageContaining("TEXT");
  }

  @Test
  void saysWhatToDoWhereTheBackendLacksAnOption() {
    String table = notes(1);
    IndexDefinition index = on(table, "at");
    refusesUnlessCapable(Capability.PARTIAL_INDEXES, index.where(field("score").gt(0)),
        "index all");
    refusesUnlessCapable(Capability.EXPIRING_INDEXES, index.expiringAfter(Duration.ofHours(1)),
        "delete them");
    refusesUnlessCapable(Capability.TEXT_INDEXES, on(table, "title").asText(), "contains");
  }

  private void refusesUnlessCapable(Capability capability, IndexDefinition index, String hint) {
    if (database().capabilities().contains(capability)) {
      assertThat(await(database().createIndex(index))).isTrue();
      await(database().dropIndex(index.table(), index.name()));
    } else {
      assertThat(assertFails(ErrorCode.UNSUPPORTED, database().createIndex(index)))
          .hasMessageContaining(hint);
    }
  }

  @Test
  void refusesOptionsThatExcludeEachOther() {
    IndexDefinition text = on("notes", "title").asText();
    for (Runnable wrong : List.<Runnable>of(text::asUnique,
        () -> text.expiringAfter(Duration.ofHours(1)),
        () -> on("notes", "at", "id").expiringAfter(Duration.ofHours(1)),
        () -> on("notes", "at").expiringAfter(Duration.ofMillis(1)),
        () -> on("notes", "at").expiringAfter(Duration.ofSeconds(-1)))) {
      assertThatThrownBy(wrong::run).isInstanceOfSatisfying(DatabaseException.class,
          failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
    }
  }
}
