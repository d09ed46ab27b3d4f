package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.assertGivenUp;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Savepoint;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Parts of a transaction that can be taken back alone. */
@Requires({Capability.TRANSACTIONS, Capability.SAVEPOINTS})
abstract class NestedTransactionConformance extends RoleConformance {
  NestedTransactionConformance(TestBed bed) {
    super(bed);
  }

  /** Ends as every nested transaction does where there are none; a test that goes on after a failure would hide it. */
  private void nests() {
    var unused = await(database().inTransaction(
        tx -> tx.inNested(nested -> CompletableFuture.completedFuture("nested"))));
  }

  @Test
  void appliesANestedTransactionWithTheOuter() {
    String table = notes();
    String answer = await(database().inTransaction(tx -> tx.insert(table, note(1, "a"))
        .thenCompose(key -> tx.inNested(nested -> nested.insert(table, note(2, "b"))
            .thenApply(done -> "inner")))));
    assertThat(answer).isEqualTo("inner");
    assertThat(allIds(table)).containsExactly(1L, 2L);
  }

  @Test
  void takesANestedTransactionBackWithTheOuter() {
    String table = notes();
    assertGivenUp(database().inTransaction(
        tx -> tx.inNested(nested -> nested.insert(table, note(1, "a")))
            .thenCompose(this::givesUp)));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void takesOnlyTheNestedTransactionBackWhereItFails() {
    nests();
    String table = notes();
    String answer = await(database().inTransaction(tx -> tx.insert(table, note(1, "a"))
        .thenCompose(key -> tx.inNested(
            nested -> nested.insert(table, note(2, "b")).thenCompose(this::givesUp)))
        .handle((never, failure) -> failure == null ? "no failure" : "taken back")
        .thenCompose(said -> tx.insert(table, note(3, "c")).thenApply(key -> said))));
    assertThat(answer).isEqualTo("taken back");
    assertThat(allIds(table)).containsExactly(1L, 3L);
  }

  @Test
  void goesOnAfterACallThatFailedInANestedTransaction() {
    nests();
    String table = notes(note(1, "a"));
    await(database().inTransaction(tx -> tx.insert(table, note(2, "b"))
        .thenCompose(key -> tx.inNested(nested -> nested.insert(table, note(3, "c"))
            .thenCompose(inner -> nested.insert(table, note(1, "again")))))
        .handle((key, failure) -> {
          assertThat(failure).isNotNull();
          assertThat(tx.isRollbackOnly()).isFalse();
          return "went on";
        })
        .thenCompose(said -> tx.insert(table, note(4, "d")))));
    assertThat(allIds(table)).containsExactly(1L, 2L, 4L);
  }

  @Test
  void nestsMoreThanOnce() {
    String table = notes();
    await(database().inTransaction(tx -> tx.inNested(outer -> outer.insert(table, note(1, "a"))
        .thenCompose(key -> outer.inNested(
            inner -> inner.insert(table, note(2, "b")).thenCompose(this::givesUp)))
        .handle((never, failure) -> "went on")
        .thenCompose(said -> outer.inNested(inner -> inner.insert(table, note(3, "c")))))));
    assertThat(allIds(table)).containsExactly(1L, 3L);
  }

  @Test
  void refusesCallsOfANestedTransactionAfterItsEnd() {
    String table = notes();
    var kept = new AtomicReference<Transaction>();
    assertFails(ErrorCode.TRANSACTION_FAILED,
        database().inTransaction(tx -> tx.inNested(nested -> {
          kept.set(nested);
          return nested.insert(table, note(1, "a"));
        }).thenCompose(key -> kept.get().insert(table, note(2, "b")))));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void goesBackToASavepoint() {
    String table = notes();
    await(inTransaction(tx -> tx.insert(table, note(1, "a")).thenCompose(key -> tx.savepoint())
        .thenCompose(savepoint -> tx.insert(table, note(2, "b"))
            .thenCompose(key -> tx.update(table, Filter.all(), Update.of("title", "c")))
            .thenCompose(count -> tx.rollbackTo(savepoint)))
        .thenCompose(back -> tx.insert(table, note(3, "d")))));
    assertThat(allIds(table)).containsExactly(1L, 3L);
    assertThat(row(table, 1).string("title")).isEqualTo("a");
  }

  @Test
  void goesBackToASavepointMoreThanOnce() {
    String table = notes();
    await(inTransaction(tx -> tx.savepoint()
        .thenCompose(savepoint -> tx.insert(table, note(1, "a"))
            .thenCompose(key -> tx.rollbackTo(savepoint))
            .thenCompose(back -> tx.insert(table, note(2, "b")))
            .thenCompose(key -> tx.rollbackTo(savepoint)))
        .thenCompose(back -> tx.insert(table, note(3, "c")))));
    assertThat(allIds(table)).containsExactly(3L);
  }

  @Test
  void takesFailuresBehindASavepointBack() {
    String table = notes(note(1, "a"));
    await(inTransaction(tx -> tx.insert(table, note(2, "b")).thenCompose(key -> tx.savepoint())
        .thenCompose(savepoint -> tx.insert(table, note(1, "again"))
            .handle((key, failure) -> {
              assertThat(tx.isRollbackOnly()).isTrue();
              return savepoint;
            }))
        .thenCompose(tx::rollbackTo)
        .thenCompose(back -> {
          assertThat(tx.isRollbackOnly()).isFalse();
          return tx.insert(table, note(3, "c"));
        })));
    assertThat(allIds(table)).containsExactly(1L, 2L, 3L);
  }

  @Test
  void doesNotTakeAnEarlierFailureBack() {
    nests();
    String table = notes(note(1, "a"));
    assertFails(ErrorCode.TRANSACTION_FAILED,
        inTransaction(tx -> tx.insert(table, note(1, "again")).handle((key, failure) -> "went on")
            .thenCompose(said -> tx.savepoint()).thenCompose(tx::rollbackTo)
            .handle((back, failure) -> Row.empty())));
  }

  @Test
  void keepsWhatCameBehindAReleasedSavepoint() {
    String table = notes();
    await(inTransaction(tx -> tx.savepoint().thenCompose(savepoint -> tx
        .insert(table, note(1, "a")).thenCompose(key -> tx.release(savepoint)))
        .thenCompose(released -> tx.insert(table, note(2, "b")))));
    assertThat(allIds(table)).containsExactly(1L, 2L);
  }

  @Test
  void refusesASavepointThatIsGone() {
    assertFails(ErrorCode.TRANSACTION_FAILED, database().inTransaction(tx -> tx.savepoint()
        .thenCompose(
            savepoint -> tx.release(savepoint).thenCompose(gone -> tx.rollbackTo(savepoint)))));
    assertFails(ErrorCode.TRANSACTION_FAILED,
        database().inTransaction(tx -> tx.savepoint().thenCompose(first -> tx.savepoint()
            .thenCompose(
                second -> tx.rollbackTo(first).thenCompose(back -> tx.rollbackTo(second))))));
    assertFails(ErrorCode.TRANSACTION_FAILED,
        database().inTransaction(tx -> tx.savepoint().thenCompose(first -> tx.savepoint()
            .thenCompose(second -> tx.release(first).thenCompose(gone -> tx.release(second))))));
  }

  @Test
  void refusesASavepointOfAnotherTransaction() {
    Savepoint foreign = await(database().inTransaction(Transaction::savepoint));
    assertFails(ErrorCode.TRANSACTION_FAILED,
        database().inTransaction(tx -> tx.rollbackTo(foreign)));
    assertFails(ErrorCode.TRANSACTION_FAILED,
        database().inTransaction(tx -> tx.rollbackTo(new Savepoint("'; COMMIT; --"))));
  }

  @Test
  void keepsSavepointsApart() {
    String table = notes();
    await(inTransaction(tx -> tx.savepoint().thenCompose(first -> tx.insert(table, note(1, "a"))
        .thenCompose(key -> tx.savepoint())
        .thenCompose(second -> tx.insert(table, note(2, "b"))
            .thenCompose(key -> tx.rollbackTo(second))))
        .thenCompose(back -> tx.insert(table, note(3, "c")))));
    assertThat(allIds(table)).containsExactly(1L, 3L);
    assertThat(await(database().count(table, field("id").eq(2)))).isZero();
  }

  @Test
  void takesANestedTransactionBackAfterAFailedCallThatItsWorkPassedOver() {
    nests();
    String table = notes(note(1, "a"));
    await(inTransaction(tx -> tx.inNested(inner -> inner.insert(table, note(2, "b"))
        .thenCompose(key -> inner.insert(table, note(1, "again")))
        .handle((key, failure) -> "went on")).handle((said, failure) -> {
          assertThat(failure).isInstanceOfSatisfying(DatabaseException.class,
              known -> assertThat(known.code()).isEqualTo(ErrorCode.TRANSACTION_FAILED));
          assertThat(tx.isRollbackOnly()).isFalse();
          return "went on";
        }).thenCompose(said -> tx.insert(table, note(3, "c")))));
    assertThat(allIds(table)).containsExactly(1L, 3L);
  }

  @Test
  void takesANestedTransactionBackWhereItsWorkAskedForIt() {
    String table = notes();
    await(inTransaction(tx -> tx.inNested(inner -> inner.insert(table, note(1, "a"))
        .thenApply(key -> {
          inner.rollbackOnly();
          assertThat(inner.isRollbackOnly()).isTrue();
          return "seen";
        })).thenCompose(said -> {
          assertThat(said).isEqualTo("seen");
          assertThat(tx.isRollbackOnly()).isFalse();
          return tx.insert(table, note(2, "b"));
        })));
    assertThat(allIds(table)).containsExactly(2L);
  }

  @Test
  void runsCallsOfTheOuterTransactionWhenTheNestedOneIsOver() {
    nests();
    String table = notes();
    var release = new CompletableFuture<String>();
    await(inTransaction(tx -> {
      CompletableFuture<Row> nested = tx.inNested(
          inner -> inner.insert(table, note(1, "a")).thenCombine(release, (key, end) -> key)
              .thenCompose(this::givesUp));
      CompletableFuture<Row> behind = tx.insert(table, note(2, "b"));
      release.complete("now");
      return nested.handle((key, failure) -> {
        assertThat(failure).isInstanceOf(HeldTransaction.GivenUp.class);
        return "taken back";
      }).thenCombine(behind, (said, key) -> key);
    }));
    assertThat(allIds(table)).containsExactly(2L);
  }

  @Test
  void runsNestedTransactionsOfOneLevelOneAfterTheOther() {
    String table = notes();
    await(inTransaction(tx -> {
      CompletableFuture<String> first = tx.inNested(inner -> inner.insert(table, note(1, "a"))
          .thenCompose(this::<Row>givesUp)).handle((key, failure) -> "taken back");
      CompletableFuture<Row> second = tx.inNested(inner -> inner.insert(table, note(2, "b")));
      CompletableFuture<String> third = tx.inNested(inner -> inner.insert(table, note(3, "c"))
          .thenCompose(this::<Row>givesUp)).handle((key, failure) -> "taken back");
      return first.thenCombine(third, (one, other) -> one).thenCombine(second, (said, key) -> key);
    }));
    assertThat(allIds(table)).containsExactly(2L);
  }

  @Test
  void waitsForANestedTransactionBeforeItCommits() {
    nests();
    String table = notes();
    await(database().inTransaction(tx -> {
      var unused = tx.inNested(inner -> inner.insert(table, note(1, "a"))
          .thenCompose(key -> inner.insert(table, note(2, "b"))));
      return CompletableFuture.completedFuture("at once");
    }));
    assertThat(allIds(table)).containsExactly(1L, 2L);
  }

  @Test
  void endsAtItsTimeoutWhereItsNestedWorkWaitsForTheOuter() {
    String table = notes();
    var waiting = new AtomicReference<CompletableFuture<Row>>();
    assertFails(ErrorCode.TIMEOUT, database().inTransaction(
        TransactionOptions.defaults().withTimeout(Duration.ofMillis(250)),
        tx -> tx.inNested(inner -> {
          waiting.set(tx.insert(table, note(1, "a")));
          return waiting.get();
        })));
    assertFails(ErrorCode.TRANSACTION_FAILED, waiting.get());
    assertThat(allIds(table)).isEmpty();
  }

  private CompletableFuture<Row> inTransaction(Function<Transaction, CompletableFuture<Row>> work) {
    return database().inTransaction(work);
  }

  private <T> CompletableFuture<T> givesUp(Object value) {
    return CompletableFuture.failedFuture(new HeldTransaction.GivenUp());
  }
}
