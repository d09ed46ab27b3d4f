package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.TreeQuery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Walks through trees, whose nodes keep the key of their parent in the column {@code score}. */
@Requires(Capability.TREE_QUERIES)
abstract class TreeConformance extends RoleConformance {
  TreeConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void findsAllBelowANodeNearestFirst() {
    Rows rows = await(database().findDescendants(below(tree(), 1)));
    assertThat(found(rows)).containsExactlyInAnyOrder("2@1", "3@1", "4@2", "5@2", "6@3");
    assertThat(rows.stream().map(row -> row.longValue("depth")).toList()).isSorted();
    assertThat(rows.columns().names()).contains("id", "title", "score", "depth");
    assertThat(rows.stream().filter(row -> row.longValue("id") == 4).findFirst().orElseThrow()
        .string("title")).isEqualTo("node 4");
  }

  @Test
  void findsThePathToTheRootNearestFirst() {
    String table = tree();
    assertThat(found(await(database().findAncestors(below(table, 6)))))
        .containsExactly("4@1", "2@2", "1@3");
    assertThat(found(await(database().findAncestors(below(table, 1))))).isEmpty();
  }

  @Test
  void goesNoDeeperThanAsked() {
    String table = tree();
    assertThat(found(await(database().findDescendants(below(table, 1).withMaxDepth(1)))))
        .containsExactlyInAnyOrder("2@1", "3@1");
    assertThat(found(await(database().findAncestors(below(table, 6).withMaxDepth(2)))))
        .containsExactly("4@1", "2@2");
  }

  @Test
  void findsNothingAtALeafOrFromANodeThatThereIsNot() {
    String table = tree();
    assertThat(await(database().findDescendants(below(table, 6)))).isEmpty();
    assertThat(await(database().findDescendants(below(table, 99)))).isEmpty();
    assertThat(await(database().findAncestors(below(table, 99)))).isEmpty();
  }

  @Test
  void endsAtACycle() {
    String table = notes(node(1, 3), node(2, 1), node(3, 2));
    assertThat(found(await(database().findDescendants(below(table, 1)))))
        .containsExactly("2@1", "3@2");
    assertThat(found(await(database().findAncestors(below(table, 1)))))
        .containsExactly("3@1", "2@2");
  }

  @Test
  void endsAtANodeThatIsItsOwnParent() {
    String table = notes(node(1, 1), node(2, 1));
    assertThat(found(await(database().findDescendants(below(table, 1))))).containsExactly("2@1");
    assertThat(found(await(database().findAncestors(below(table, 2))))).containsExactly("1@1");
  }

  @Test
  void refusesColumnsThatThereAreNot() {
    String table = tree();
    assertThat(assertFails(ErrorCode.INVALID_ARGUMENT,
        database().findDescendants(TreeQuery.of(table, "id", "parrent", 1))))
        .hasMessageContaining("parrent").hasMessageContaining("score");
  }

  private String tree() {
    return notes(scored(1, null).with("title", "node 1"), node(2, 1), node(3, 1), node(4, 2),
        node(5, 2), node(6, 4), scored(7, null), node(8, 7));
  }

  private static Row node(long id, long parent) {
    return Row.of("id", id, "title", "node " + id, "score", parent);
  }

  private static TreeQuery below(String table, long start) {
    return TreeQuery.of(table, "id", "score", start);
  }

  private static List<String> found(Rows rows) {
    return rows.stream().map(row -> row.longValue("id") + "@" + row.longValue("depth")).toList();
  }
}
