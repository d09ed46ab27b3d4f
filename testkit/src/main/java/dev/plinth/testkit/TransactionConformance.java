package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.assertGivenUp;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.User;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Calls that are applied together or not at all. */
@Requires(Capability.TRANSACTIONS)
abstract class TransactionConformance extends RoleConformance {
  TransactionConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void commitsWhatTheWorkDidAndAnswersItsValue() {
    String table = notes();
    String answer = await(database().inTransaction(tx -> tx.insert(table, note(1, "a"))
        .thenCompose(key -> tx.insert(table, note(2, "b"))).thenApply(key -> "done")));
    assertThat(answer).isEqualTo("done");
    assertThat(allIds(table)).containsExactly(1L, 2L);
  }

  @Test
  void rollsBackWhereTheStageOfTheWorkFails() {
    String table = notes();
    var failure = new HeldTransaction.GivenUp();
    CompletableFuture<Row> outcome = database().inTransaction(tx -> tx.insert(table, note(1, "a"))
        .thenCompose(key -> CompletableFuture.<Row>failedFuture(failure)));
    assertThat(thrownByTheWork(outcome)).isSameAs(failure);
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void rollsBackWhereTheWorkThrows() {
    String table = notes();
    var failure = new HeldTransaction.GivenUp();
    CompletableFuture<Row> outcome = database().inTransaction(tx -> {
      var unused = tx.insert(table, note(1, "a"));
      throw failure;
    });
    assertThat(thrownByTheWork(outcome)).isSameAs(failure);
    assertThat(allIds(table)).isEmpty();
  }

  /** What the work threw; a refusal of the whole transaction is thrown on. */
  private static Throwable thrownByTheWork(CompletableFuture<?> outcome) {
    Throwable failure = Objects.requireNonNull(failureOf(outcome), "it did not fail");
    if (failure instanceof DatabaseException refusal) {
      throw refusal;
    }
    return failure;
  }

  @Test
  void failsAsTheCallThatFailed() {
    String table = notes(note(1, "a"));
    assertFails(ErrorCode.UNIQUE_VIOLATION, database().inTransaction(
        tx -> tx.insert(table, note(2, "b")).thenCompose(key -> tx.insert(table, note(1, "c")))));
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void seesItsOwnChanges() {
    String table = notes();
    long found = await(database().inTransaction(tx -> tx.insert(table, note(1, "a"))
        .thenCompose(key -> tx.update(table, field("id").eq(1), Update.of("title", "b")))
        .thenCompose(count -> tx.count(table, field("title").eq("b")))));
    assertThat(found).isEqualTo(1);
  }

  @Test
  void showsNothingBeforeItsCommit() {
    String table = notes(note(1, "old"));
    try (var held = HeldTransaction.begin(database())) {
      await(held.tx().update(table, Filter.all(), Update.of("title", "new")));
      // It may have to wait for the end; what it must not do is see the change.
      CompletableFuture<Optional<Row>> read = database().findOne(Query.from(table));
      assertGivenUp(held.rollBack());
      assertThat(await(read).orElseThrow().string("title")).isEqualTo("old");
    }
  }

  @Test
  void runsCallsInTheOrderIssued() {
    String table = notes();
    AtomicReference<CompletableFuture<List<Long>>> read = new AtomicReference<>();
    await(database().inTransaction(tx -> {
      var first = tx.insert(table, scored(1, 1L));
      var second = tx.update(table, Filter.all(), Update.none().increment("score", 10));
      var third = tx.insert(table, scored(2, 2L));
      var fourth = tx.update(table, Filter.all(), Update.none().increment("score", 100));
      var fifth = tx.delete(table, field("score").eq(102));
      read.set(tx.find(Query.from(table)).thenApply(RoleConformance::idsOf));
      var sixth = tx.insert(table, scored(3, 3L));
      return CompletableFuture.allOf(first, second, third, fourth, fifth, sixth);
    }));
    assertThat(await(read.get())).containsExactly(1L);
    assertThat(row(table, 1).longValue("score")).isEqualTo(111);
    assertThat(allIds(table)).containsExactly(1L, 3L);
  }

  @Test
  void waitsForAllCallsBeforeItCommits() {
    String table = notes();
    await(database().inTransaction(tx -> {
      for (int id = 1; id <= 20; id++) {
        var unused = tx.insert(table, note(id, "a"));
      }
      return CompletableFuture.completedFuture("at once");
    }));
    assertThat(allIds(table)).hasSize(20);
  }

  @Test
  void rollsBackAfterAFailedCallThatTheWorkPassedOver() {
    String table = notes(note(1, "a"));
    var rollbackOnly = new AtomicReference<Boolean>();
    assertFails(ErrorCode.TRANSACTION_FAILED,
        database().inTransaction(tx -> tx.insert(table, note(2, "b"))
            .thenCompose(key -> tx.insert(table, note(1, "c"))).handle((key, failure) -> {
              rollbackOnly.set(tx.isRollbackOnly());
              return "went on";
            })));
    assertThat(rollbackOnly.get()).isTrue();
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void rollsBackAfterAnArgumentThatWasRefused() {
    String table = notes();
    assertFails(ErrorCode.TRANSACTION_FAILED,
        database().inTransaction(tx -> tx.insert(table, note(2, "b"))
            .thenCompose(key -> tx.insert(table, Row.of("id", 3, "titel", "c")))
            .handle((key, failure) -> "went on")));
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void rollsBackAfterAFailedCallThatNobodyLookedAt() {
    String table = notes(note(1, "a"));
    assertFails(ErrorCode.TRANSACTION_FAILED, database().inTransaction(tx -> {
      var unused = tx.insert(table, note(2, "b"));
      var ignored = tx.insert(table, note(1, "c"));
      return CompletableFuture.completedFuture("went on");
    }));
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void rollsBackWhereTheWorkAskedForIt() {
    String table = notes();
    String answer =
        await(database().inTransaction(tx -> tx.insert(table, note(1, "a")).thenApply(key -> {
          assertThat(tx.isRollbackOnly()).isFalse();
          tx.rollbackOnly();
          assertThat(tx.isRollbackOnly()).isTrue();
          return "seen";
        })));
    assertThat(answer).isEqualTo("seen");
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void refusesCallsAfterItsEnd() {
    String table = notes();
    var kept = new AtomicReference<Transaction>();
    await(database().inTransaction(tx -> {
      kept.set(tx);
      return tx.insert(table, note(1, "a"));
    }));
    Transaction over = kept.get();
    assertFails(ErrorCode.TRANSACTION_FAILED, over.insert(table, note(2, "b")));
    assertFails(ErrorCode.TRANSACTION_FAILED, over.find(Query.from(table)));
    assertFails(ErrorCode.TRANSACTION_FAILED, over.countUsers());
    assertFails(ErrorCode.TRANSACTION_FAILED,
        Collector.subscribe(over.findStream(Query.from(table))).request(1).end());
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void streamsItsOwnChanges() {
    String table = notes();
    List<Row> rows = await(database().inTransaction(tx -> tx.insertAll(table, manyNotes(300))
        .thenApplyAsync(done -> Collector.all(tx.findStream(Query.from(table).orderBy("id"))))));
    assertThat(rows).hasSize(300);
  }

  @Test
  void letsTheStoresJoin() {
    String email = TestBed.newName("joins") + "@example.com";
    assertGivenUp(database().inTransaction(tx -> tx.createUser(NewUser.withoutPassword(email))
        .thenCompose(user -> tx.findUser(user.id())).thenCompose(found -> {
          assertThat(found).isPresent();
          return CompletableFuture.<User>failedFuture(new HeldTransaction.GivenUp());
        })));
    assertThat(await(database().findUserByEmail(email))).isEmpty();
  }

  @Test
  void keepsTheSumWhenManyMoveAtOnce() {
    String table = notes(scored(1, 1_000L), scored(2, 1_000L));
    List<CompletableFuture<Long>> moves = new java.util.ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int amount = i;
      // Always in the same order, so that no backend sees a deadlock.
      moves.add(database().inTransaction(tx -> tx
          .update(table, field("id").eq(1), Update.none().increment("score", amount))
          .thenCompose(one -> tx.update(table, field("id").eq(2),
              Update.none().decrement("score", amount)))));
    }
    assertThat(moves).allSatisfy(move -> assertThat(await(move)).isEqualTo(1));
    assertThat(row(table, 1).longValue("score")).isEqualTo(1_000 + 1_770);
    assertThat(row(table, 2).longValue("score")).isEqualTo(1_000 - 1_770);
  }

  @Test
  @Requires({Capability.TRANSACTIONS, Capability.NATIVE_STATEMENTS, Capability.TRANSACTIONAL_DDL})
  void takesBackAChangeOfTheSchema() {
    String table = TestBed.newName("taken_back");
    var changed = database().inTransaction(tx -> tx
        .execute(dev.plinth.data.Statement.of(bed().texts().createTable(table)))
        .thenCompose(none -> CompletableFuture.<Long>failedFuture(new HeldTransaction.GivenUp())));
    assertGivenUp(changed);
    assertThat(await(database().describeTable(table))).isEmpty();
  }

  @Test
  void keepsNothingOfATransactionThatHasEnded() {
    String table = notes();
    WeakReference<Object> answer = answerOfALongTransaction(table);
    for (int i = 0; i < 200 && answer.get() != null; i++) {
      System.gc();
      // A thread that waits for work may hold what it did last.
      await(database().inTransaction(tx -> tx.find(Query.from(table).limit(1))));
    }
    assertThat(answer.get()).isNull();
  }

  private WeakReference<Object> answerOfALongTransaction(String table) {
    return new WeakReference<>(await(database().inTransaction(
        TransactionOptions.defaults().withTimeout(Duration.ofHours(1)),
        tx -> tx.find(Query.from(table)).thenApply(rows -> new Object()))));
  }
}
