package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.data.RoutineCall;
import dev.plinth.data.Statement;
import dev.plinth.data.TreeQuery;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the backend declares, held against what the test of the backend says, and against what it does. */
abstract class CapabilityConformance extends RoleConformance {
  CapabilityConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void areDeclaredAsTheBackendsTestPinsThem() {
    assertThat(database().capabilities()).isEqualTo(bed().capabilities());
    assertThat(database().readOnly().capabilities()).isEqualTo(bed().capabilities());
  }

  @Test
  void implyThoseThatTheyNeed() {
    if (bed().can(Capability.SQL)) {
      assertThat(bed().capabilities()).contains(Capability.NATIVE_STATEMENTS);
    }
    if (bed().can(Capability.SAVEPOINTS) || bed().can(Capability.TRANSACTIONAL_DDL)
        || bed().can(Capability.READ_ONLY_TRANSACTIONS)) {
      assertThat(bed().capabilities()).contains(Capability.TRANSACTIONS);
    }
  }

  @Test
  @Requires(Capability.NATIVE_STATEMENTS)
  void coverEveryFormOfANativeStatement() {
    String table = notes(1);
    Statement titles = Statement.of(bed().texts().titles(table));
    assertThat(await(database().queryOne(titles))).isPresent();
    assertThat(await(database().queryScalar(titles, String.class))).isPresent();
    assertThat(Collector.all(database().queryStream(titles))).hasSize(1);
    assertThat(await(database().executeBatch(bed().texts().insert(table), List.of()))).isEmpty();
  }

  @Test
  @Requires(Capability.ROUTINES)
  void coverRoutines() {
    assertThat(await(database().listRoutines())).isNotNull();
    Throwable failure = Outcomes.failureOf(database().callRoutine(RoutineCall.of("no_such")));
    if (failure instanceof RuntimeException thrown && !isNotFound(thrown)) {
      throw thrown;
    }
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void coverTransactions() {
    String answer =
        await(database().inTransaction(tx -> CompletableFuture.completedFuture("done")));
    assertThat(answer).isEqualTo("done");
    assertThat(await(database().executeAll(List.of()))).isEmpty();
  }

  @Test
  @Requires(Capability.TREE_QUERIES)
  void coverTrees() {
    TreeQuery tree = TreeQuery.of(notes(), "id", "score", 1);
    assertThat(await(database().findAncestors(tree))).isEmpty();
    assertThat(await(database().findDescendants(tree))).isEmpty();
  }

  private static boolean isNotFound(RuntimeException failure) {
    return failure instanceof dev.plinth.DatabaseException known
        && known.code() == dev.plinth.ErrorCode.NOT_FOUND;
  }
}
