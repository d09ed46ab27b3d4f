package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.Statement;
import dev.plinth.data.TreeQuery;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bounded results, and the exact answer to whether a bound has cut one. */
abstract class TruncationConformance extends RoleConformance {
  TruncationConformance(TestBed bed) {
    super(bed);
  }

  @ParameterizedTest
  @CsvSource({"1,1,true", "4,4,true", "5,5,false", "6,5,false", "10000000,5,false"})
  void saysExactlyWhetherTheLimitOfAQueryHasCut(int limit, int found, boolean truncated) {
    Rows rows = await(database().find(Query.from(notes(5)).limit(limit)));
    assertThat(rows.size()).isEqualTo(found);
    assertThat(rows.truncated()).isEqualTo(truncated);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "4,true", "5,false", "6,false"})
  void saysExactlyWhetherTheRowsOfAViewHaveCut(int maxRows, boolean truncated) {
    Rows rows = await(bounded(maxRows).find(Query.from(notes(5)).orderBy("id")));
    assertThat(rows.size()).isEqualTo(Math.min(maxRows, 5));
    assertThat(rows.truncated()).isEqualTo(truncated);
    assertThat(rows.nextCursor().isPresent()).isEqualTo(truncated);
  }

  @Test
  void keepsToTheLowerOfLimitAndView() {
    String table = notes(5);
    assertThat(await(bounded(2).find(Query.from(table).limit(4))).size()).isEqualTo(2);
    assertThat(await(bounded(4).find(Query.from(table).limit(2))).size()).isEqualTo(2);
  }

  @Test
  void narrowsTheLimitsOfAViewByAnother() {
    String table = notes(5);
    DatabaseProvider view = bounded(2).withLimits(Limits.defaults());
    assertThat(await(view.find(Query.from(table))).size()).isEqualTo(2);
    assertThat(await(database().find(Query.from(table))).size()).isEqualTo(5);
  }

  @Test
  void countsTheRowsBehindAnOffset() {
    String table = notes(5);
    Rows rows = await(database().find(Query.from(table).orderBy("id").offset(3).limit(2)));
    assertThat(idsOf(rows)).containsExactly(4L, 5L);
    assertThat(rows.truncated()).isFalse();
    assertThat(await(database().find(Query.from(table).offset(2).limit(2))).truncated()).isTrue();
  }

  @Test
  void cutsByBytesAndSaysSo() {
    String table = large(40, 1_000);
    Rows rows = await(bytes(10_000).find(Query.from(table).orderBy("id")));
    assertThat(rows.truncated()).isTrue();
    assertThat(rows.size()).isBetween(2, 10);
    assertThat(rows.nextCursor()).isPresent();
    assertThat(idsOf(rows).get(0)).isEqualTo(1L);
  }

  @Test
  void walksOnFromWhereBytesHaveCut() {
    String table = large(20, 1_000);
    Query query = Query.from(table).orderBy("id");
    var met = new ArrayList<Long>();
    Rows page = await(bytes(5_000).find(query));
    met.addAll(idsOf(page));
    while (page.truncated()) {
      page = await(bytes(5_000).find(query.after(page.nextCursor())));
      met.addAll(idsOf(page));
    }
    assertThat(met).isEqualTo(allIds(table));
  }

  @Test
  void doesNotCutWhatFits() {
    Rows rows = await(bytes(100_000).find(Query.from(large(20, 1_000))));
    assertThat(rows.size()).isEqualTo(20);
    assertThat(rows.truncated()).isFalse();
  }

  @Test
  void saysExactlyWhetherBytesHaveCutTheLastRow() {
    String table = large(8, 1_000);
    int fitting = await(bytes(4_500).find(Query.from(table).orderBy("id"))).size();
    String exact = large(fitting, 1_000);
    Rows rows = await(bytes(4_500).find(Query.from(exact).orderBy("id")));
    assertThat(rows.size()).isEqualTo(fitting);
    assertThat(rows.truncated()).isFalse();
    String more = large(fitting + 1, 1_000);
    assertThat(await(bytes(4_500).find(Query.from(more).orderBy("id"))).truncated()).isTrue();
  }

  @Test
  void refusesARowThatAloneIsBeyondTheBytes() {
    String table = large(2, 50_000);
    assertFails(ErrorCode.RESULT_TOO_LARGE, bytes(2_000).find(Query.from(table)));
    assertThat(await(bytes(2_000).find(Query.from(table).select("id"))).size()).isEqualTo(2);
  }

  @Test
  void cutsGroupsExactly() {
    String table = notes(5);
    Aggregation groups = Aggregation.from(table).groupBy("score").count("n")
        .orderBy(Order.ascending("score"));
    assertThat(await(database().aggregate(groups.limit(4))).truncated()).isTrue();
    assertThat(await(database().aggregate(groups.limit(5))).truncated()).isFalse();
    Rows cut = await(bounded(3).aggregate(groups));
    assertThat(cut.size()).isEqualTo(3);
    assertThat(cut.truncated()).isTrue();
    assertThat(await(bounded(5).aggregate(groups)).truncated()).isFalse();
  }

  @Test
  @Requires(Capability.TREE_QUERIES)
  void cutsTreesExactly() {
    String table = notes();
    await(database().insertAll(table, List.of(scored(1, null), scored(2, 1L), scored(3, 1L),
        scored(4, 2L))));
    TreeQuery tree = TreeQuery.of(table, "id", "score", 1);
    assertThat(await(bounded(3).findDescendants(tree)).truncated()).isFalse();
    Rows cut = await(bounded(2).findDescendants(tree));
    assertThat(cut.size()).isEqualTo(2);
    assertThat(cut.truncated()).isTrue();
  }

  @Test
  @Requires(Capability.NATIVE_STATEMENTS)
  void cutsNativeResultsExactly() {
    String table = notes(5);
    Statement all = Statement.of(bed().texts().titles(table));
    Rows cut = await(bounded(4).query(all));
    assertThat(cut.size()).isEqualTo(4);
    assertThat(cut.truncated()).isTrue();
    assertThat(await(bounded(5).query(all)).truncated()).isFalse();
    assertThat(await(bytes(1_024).query(Statement.of(bed().texts().titles(large(10, 500)))))
        .truncated()).isTrue();
  }

  @Test
  @Requires(Capability.NATIVE_STATEMENTS)
  void takesALimitInANativeTextForAPartOfIt() {
    Rows rows = await(database().query(Statement.of(bed().texts().firstTitles(notes(5), 2))));
    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.truncated()).isFalse();
  }

  @Test
  void refusesLimitsOutOfRange() {
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> Query.from("x").limit(0));
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> Query.from("x").limit(10_000_001));
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> Query.from("x").offset(-1));
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> new Limits(0, 10_000));
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT, () -> new Limits(10, 1));
  }

  private DatabaseProvider bounded(int maxRows) {
    return database().withLimits(Limits.defaults().withMaxRows(maxRows));
  }

  private DatabaseProvider bytes(long maxBytes) {
    return database().withLimits(Limits.defaults().withMaxBytes(maxBytes));
  }

  private String large(int rows, int length) {
    String table = notes();
    var large = new ArrayList<Row>();
    for (int id = 1; id <= rows; id++) {
      large.add(note(id, "x".repeat(length)));
    }
    await(database().insertAll(table, large));
    return table;
  }
}
