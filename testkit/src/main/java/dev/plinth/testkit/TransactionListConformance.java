package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Operation;
import dev.plinth.data.OperationResult;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.Update;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists of operations in one transaction. */
@Requires(Capability.TRANSACTIONS)
abstract class TransactionListConformance extends RoleConformance {
  TransactionListConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void answersEachOperationInItsPlace() {
    String table = notes(note(1, "a"), note(2, "b"));
    List<OperationResult> results = await(database().executeAll(List.of(
        new Operation.Insert(table, note(3, "c")),
        new Operation.UpdateRecords(table, field("id").gte(2), Update.of("score", 5)),
        new Operation.Delete(table, field("id").eq(1)),
        new Operation.Find(Query.from(table).orderBy("id")))));
    assertThat(results).hasSize(4);
    assertThat(results.get(0)).isEqualTo(new OperationResult.Inserted(Row.of("id", 3)));
    assertThat(results.get(1)).isEqualTo(new OperationResult.Affected(2));
    assertThat(results.get(2)).isEqualTo(new OperationResult.Affected(1));
    assertThat(results.get(3)).isInstanceOfSatisfying(OperationResult.Found.class,
        found -> assertThat(idsOf(found.rows())).containsExactly(2L, 3L));
    assertThat(allIds(table)).containsExactly(2L, 3L);
  }

  @Test
  void appliesNoneWhereOneFailsAndNamesItsPosition() {
    String table = notes(note(1, "a"));
    DatabaseException failure = assertFails(ErrorCode.UNIQUE_VIOLATION,
        database().executeAll(List.of(new Operation.Insert(table, note(70, "b")),
            new Operation.Delete(table, field("id").eq(1)),
            new Operation.Insert(table, note(70, "c")),
            new Operation.Insert(table, note(80, "d")))));
    assertThat(failure.getMessage()).containsPattern("\\b[23]\\b");
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void doesNothingForAnEmptyList() {
    assertThat(await(database().executeAll(List.of()))).isEmpty();
  }

  @Test
  void keepsToItsOptions() {
    String table = notes();
    assertFails(ErrorCode.ACCESS_DENIED,
        database().executeAll(List.of(new Operation.Insert(table, note(1, "a"))),
            TransactionOptions.defaults().asReadOnly()));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  @Requires(Capability.SAVEPOINTS)
  void goesBackToASavepointOfItsList() {
    String table = notes();
    List<OperationResult> results = await(database().executeAll(List.of(
        new Operation.Insert(table, note(1, "a")), new Operation.SetSavepoint("half way"),
        new Operation.Insert(table, note(2, "b")), new Operation.RollbackTo("half way"),
        new Operation.Insert(table, note(3, "c")))));
    assertThat(results.get(1)).isEqualTo(new OperationResult.Done());
    assertThat(results.get(3)).isEqualTo(new OperationResult.Done());
    assertThat(allIds(table)).containsExactly(1L, 3L);
  }

  @Test
  @Requires(Capability.SAVEPOINTS)
  void refusesASavepointThatTheListDoesNotSet() {
    String table = notes();
    assertFails(ErrorCode.TRANSACTION_FAILED, database().executeAll(List.of(
        new Operation.Insert(table, note(1, "a")), new Operation.SetSavepoint("here"),
        new Operation.RollbackTo("elsewhere"))));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  @Requires(Capability.NATIVE_STATEMENTS)
  void runsNativeStatementsAmongTheOthers() {
    String table = notes();
    List<OperationResult> results = await(database().executeAll(List.of(
        new Operation.Execute(Statement.of(bed().texts().insert(table), 1, "a")),
        new Operation.RunQuery(Statement.of(bed().texts().titles(table))))));
    assertThat(results.get(0)).isEqualTo(new OperationResult.Affected(1));
    assertThat(results.get(1)).isInstanceOfSatisfying(OperationResult.Found.class,
        found -> assertThat(found.rows().row(0).string("title")).isEqualTo("a"));
  }
}
