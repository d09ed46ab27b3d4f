package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.assertGivenUp;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a transaction runs: isolation, read only, timeout, repetition, and its neighbours. */
@Requires(Capability.TRANSACTIONS)
abstract class TransactionOptionsConformance extends RoleConformance {
  private static final Duration SHORT = Duration.ofMillis(250);

  TransactionOptionsConformance(TestBed bed) {
    super(bed);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SERIALIZABLE")
  void tellsTheIsolationInForce(Isolation asked) {
    assertInForce(asked);
  }

  @Test
  @Requires(Capability.SERIALIZABLE_TRANSACTIONS)
  void tellsThatItIsSerializable() {
    assertInForce(Isolation.SERIALIZABLE);
  }

  private void assertInForce(Isolation asked) {
    Isolation inForce = await(database().inTransaction(
        TransactionOptions.defaults().withIsolation(asked),
        tx -> CompletableFuture.completedFuture(tx.isolation())));
    assertThat(inForce).isNotEqualTo(Isolation.DEFAULT).isGreaterThanOrEqualTo(asked);
  }

  @Test
  void readsTheSameAgainWhateverOthersCommit() {
    assertReadsTheSameAgain(Isolation.REPEATABLE_READ);
  }

  @Test
  @Requires(Capability.SERIALIZABLE_TRANSACTIONS)
  void readsTheSameAgainWhereItIsSerializable() {
    assertReadsTheSameAgain(Isolation.SERIALIZABLE);
  }

  private void assertReadsTheSameAgain(Isolation isolation) {
    String table = notes(note(1, "old"));
    try (var held = HeldTransaction.begin(database(),
        TransactionOptions.defaults().withIsolation(isolation).asReadOnly())) {
      Row before = await(held.tx().findOne(Query.from(table))).orElseThrow();
      // Commits, or waits until its deadline for this transaction.
      var unused = failureOf(database().withTimeout(SHORT).update(table, Filter.all(),
          Update.of("title", "new")));
      assertThat(await(held.tx().findOne(Query.from(table)))).contains(before);
      await(held.commit());
    }
  }

  @Test
  @Requires(Capability.SERIALIZABLE_TRANSACTIONS)
  void losesNoUpdateAmongSerializableTransactionsThatRepeat() {
    assertLosesNoUpdate(Isolation.SERIALIZABLE);
  }

  private void assertLosesNoUpdate(Isolation isolation) {
    String table = notes(scored(1, 0L));
    TransactionOptions options =
        TransactionOptions.defaults().withIsolation(isolation).withMaxAttempts(20);
    List<CompletableFuture<Long>> calls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      calls.add(database().inTransaction(options, tx -> tx.findOne(Query.from(table))
          .thenCompose(read -> tx.update(table, field("id").eq(1),
              Update.of("score", read.orElseThrow().longValue("score") + 1)))));
    }
    assertThat(calls).allSatisfy(call -> assertThat(await(call)).isEqualTo(1));
    assertThat(row(table, 1).longValue("score")).isEqualTo(12);
  }

  @Test
  void writesNothingInAReadOnlyTransaction() {
    String table = notes(note(1, "a"));
    TransactionOptions readOnly = TransactionOptions.defaults().asReadOnly();
    long read = await(database().inTransaction(readOnly, tx -> tx.count(table, Filter.all())));
    assertThat(read).isEqualTo(1);
    assertFails(ErrorCode.ACCESS_DENIED,
        database().inTransaction(readOnly, tx -> tx.insert(table, note(2, "b"))));
    assertFails(ErrorCode.ACCESS_DENIED,
        database().inTransaction(readOnly, tx -> tx.delete(table, Filter.all())));
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  @Requires(Capability.NATIVE_STATEMENTS)
  void runsNoNativeWriteInAReadOnlyTransaction() {
    String table = notes(note(1, "a"));
    assertFails(ErrorCode.ACCESS_DENIED,
        database().inTransaction(TransactionOptions.defaults().asReadOnly(),
            tx -> tx.execute(Statement.of(bed().texts().deleteAll(table)))));
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void writesNothingInATransactionOfAReadOnlyHandle() {
    String table = notes(note(1, "a"));
    assertFails(ErrorCode.ACCESS_DENIED,
        database().readOnly().inTransaction(tx -> tx.delete(table, Filter.all())));
    long read =
        await(database().readOnly().inTransaction(tx -> tx.count(table, Filter.all())));
    assertThat(read).isEqualTo(1);
  }

  @Test
  void endsAtItsTimeoutAndLetsOthersWrite() {
    String table = notes(note(1, "a"));
    try (var held = HeldTransaction.begin(database(),
        TransactionOptions.defaults().withTimeout(SHORT))) {
      await(held.tx().update(table, Filter.all(), Update.of("title", "b")));
      assertFails(ErrorCode.TIMEOUT, held.outcome());
      assertThat(await(database().update(table, Filter.all(), Update.of("score", 1))))
          .isEqualTo(1);
      assertFails(ErrorCode.TRANSACTION_FAILED, held.tx().insert(table, note(2, "c")));
    }
    assertThat(row(table, 1).string("title")).isEqualTo("a");
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void endsAtTheTimeoutOfTheOptions() {
    try (DatabaseProvider own =
        bed().open(bed().options().toBuilder().transactionTimeout(SHORT).build())) {
      String table = notesIn(own);
      try (var held = HeldTransaction.begin(own)) {
        await(held.tx().insert(table, note(1, "a")));
        assertFails(ErrorCode.TIMEOUT, held.outcome());
      }
      assertThat(await(own.count(table, Filter.all()))).isZero();
    }
  }

  @Test
  void isTakenBackWhereItsFutureIsCancelled() {
    String table = notes(note(1, "a"));
    try (var held = HeldTransaction.begin(database())) {
      await(held.tx().update(table, Filter.all(), Update.of("title", "b")));
      assertThat(held.outcome().cancel(true)).isTrue();
      assertThat(failureOf(held.outcome())).isInstanceOf(CancellationException.class);
      assertThat(await(database().update(table, Filter.all(), Update.of("score", 1))))
          .isEqualTo(1);
    }
    assertThat(row(table, 1).string("title")).isEqualTo("a");
  }

  @Test
  void tellsWhoWaitsForItThroughTheOuterHandleToUseTx() {
    try (DatabaseProvider own =
        bed().open(bed().options().withPool(bed().options().pool().withMaxSize(1)))) {
      String table = notesIn(own, note(1, "a"));
      DatabaseException failure =
          assertFails(ErrorCode.TIMEOUT, own.inTransaction(tx -> tx.insert(table, note(2, "b"))
              .thenCompose(key -> own.withTimeout(SHORT).insert(table, note(3, "c")))));
      assertThat(failure).hasMessageContaining("tx");
      assertThat(await(own.count(table, Filter.all()))).isEqualTo(1);
    }
  }

  @Test
  void repeatsAfterADeadlockAsOftenAsAllowed() {
    String table = notes();
    var attempts = new AtomicInteger();
    assertFails(ErrorCode.DEADLOCK, database().inTransaction(
        TransactionOptions.defaults().withMaxAttempts(3), tx -> deadlock(tx, table, attempts)));
    assertThat(attempts).hasValue(3);
    assertThat(allIds(table)).isEmpty();
  }

  @Test
  void appliesTheLastAttemptAlone() {
    String table = notes();
    var attempts = new AtomicInteger();
    long id = await(database().inTransaction(TransactionOptions.defaults().withMaxAttempts(3),
        tx -> attempts.get() == 1
            ? tx.insert(table, note(100, "last")).thenApply(key -> key.longValue("id"))
            : deadlock(tx, table, attempts).thenApply(key -> key.longValue("id"))));
    assertThat(id).isEqualTo(100);
    assertThat(allIds(table)).containsExactly(100L);
  }

  @Test
  void repeatsNothingUnasked() {
    var attempts = new AtomicInteger();
    String table = notes();
    assertFails(ErrorCode.DEADLOCK,
        database().inTransaction(tx -> deadlock(tx, table, attempts)));
    assertThat(attempts).hasValue(1);
    assertGivenUp(database().inTransaction(TransactionOptions.defaults().withMaxAttempts(5), tx -> {
      attempts.incrementAndGet();
      throw new HeldTransaction.GivenUp();
    }));
    assertThat(attempts).hasValue(2);
  }

  @Test
  void givesItsConnectionBackHoweverItEnds() {
    try (DatabaseProvider own =
        bed().open(bed().options().withPool(bed().options().pool().withMaxSize(1)))) {
      String table = notesIn(own);
      for (int round = 0; round < 5; round++) {
        int id = round;
        await(own.inTransaction(tx -> tx.insert(table, note(id, "kept"))));
        assertFails(ErrorCode.UNIQUE_VIOLATION,
            own.inTransaction(tx -> tx.insert(table, note(id, "again"))));
        assertGivenUp(own.inTransaction(tx -> {
          throw new HeldTransaction.GivenUp();
        }));
        var expired = HeldTransaction.begin(own,
            TransactionOptions.defaults().withTimeout(Duration.ofMillis(30)));
        assertFails(ErrorCode.TIMEOUT, expired.outcome());
        var cancelled = HeldTransaction.begin(own);
        cancelled.outcome().cancel(true);
        assertThat(failureOf(cancelled.outcome())).isInstanceOf(CancellationException.class);
      }
      assertThat(await(own.count(table, Filter.all()))).isEqualTo(5);
      assertThat(await(own.update(table, Filter.all(), Update.of("score", 1)))).isEqualTo(5);
    }
  }

  private static CompletableFuture<Row> deadlock(Transaction tx, String table,
      AtomicInteger attempts) {
    int attempt = attempts.incrementAndGet();
    return tx.insert(table, note(attempt, "of an attempt"))
        .thenCompose(key -> CompletableFuture.failedFuture(
            new DatabaseException(ErrorCode.DEADLOCK, "chosen by the test as the victim")));
  }
}
