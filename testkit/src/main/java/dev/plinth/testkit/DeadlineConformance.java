package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.OperationEvent;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.Statement;
import dev.plinth.data.Update;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Calls that end before their statement does. */
abstract class DeadlineConformance extends RoleConformance {
  private static final Duration SHORT = Duration.ofMillis(250);
  private static final Duration LONG = Duration.ofSeconds(10);

  DeadlineConformance(TestBed bed) {
    super(bed);
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void endAWriteThatWaitsAtItsDeadlineUnapplied() {
    String table = notes(note(1, "a"));
    try (var held = HeldTransaction.begin(database())) {
      await(held.tx().update(table, Filter.all(), Update.of("title", "held")));
      long before = System.nanoTime();
      assertFails(ErrorCode.TIMEOUT,
          database().withTimeout(SHORT).update(table, Filter.all(), Update.of("title", "late")));
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(SHORT, LONG);
    }
    // Behind the late one, if that still waits.
    await(database().update(table, Filter.all(), Update.of("score", 1L)));
    assertThat(row(table, 1).string("title")).isEqualTo("a");
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void endsOneOfManyThatWaitAndAppliesTheOthers() {
    String table = notes(scored(1, 0L));
    List<CompletableFuture<Long>> calls = new ArrayList<>();
    try (var held = HeldTransaction.begin(database())) {
      await(held.tx().update(table, Filter.all(), Update.none().increment("score", 1_000)));
      Update increment = Update.none().increment("score", 1);
      // First, so that it would be carried out before the others if it were not ended.
      var ended = database().withTimeout(SHORT).update(table, Filter.all(), increment);
      for (int i = 0; i < 20; i++) {
        calls.add(database().update(table, Filter.all(), increment));
      }
      assertFails(ErrorCode.TIMEOUT, ended);
    }
    assertThat(calls).allSatisfy(call -> assertThat(await(call)).isEqualTo(1));
    assertThat(row(table, 1).longValue("score")).isEqualTo(20);
  }

  @Test
  @Requires(Capability.TRANSACTIONS)
  void endACallThatWaitsWhereItIsCancelled() {
    Queue<OperationEvent> events = new ConcurrentLinkedQueue<>();
    try (DatabaseProvider own = bed().open(bed().options().withListener(events::add))) {
      String table = notesIn(own, note(1, "a"));
      try (var held = HeldTransaction.begin(own)) {
        await(held.tx().update(table, Filter.all(), Update.of("title", "held")));
        assertCancels(own.update(table, Filter.all(), Update.of("title", "cancelled")));
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> events.stream()
            .anyMatch(event -> event.failureCode().equals(Optional.of(ErrorCode.CANCELLED))));
      }
      Row row = await(own.findOne(Query.from(table))).orElseThrow();
      assertThat(row.string("title")).isEqualTo("a");
    }
  }

  @Test
  @Requires(Capability.NATIVE_STATEMENTS)
  void endAStatementThatRunsAtItsDeadline() {
    try (DatabaseProvider own = alone()) {
      long before = System.nanoTime();
      assertFails(ErrorCode.TIMEOUT, own.withTimeout(SHORT).query(slow()));
      // Its one connection serves the next call: the statement has ended, not only the wait.
      assertThat(await(own.ping())).isPositive();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(SHORT, LONG);
    }
  }

  @Test
  @Requires(Capability.NATIVE_STATEMENTS)
  void endAStatementThatRunsWhereItIsCancelled() {
    try (DatabaseProvider own = alone()) {
      CompletableFuture<Rows> call = own.query(slow());
      await(CompletableFuture.runAsync(() -> Awaitility.await()
          .until(() -> own.poolStatistics().active() > 0 || call.isDone())));
      assertCancels(call);
      assertThat(await(own.withTimeout(LONG).ping())).isPositive();
    }
  }

  @Test
  @Requires({Capability.NATIVE_STATEMENTS, Capability.TRANSACTIONS})
  void endAStatementInATransactionAtTheTimeoutOfThat() {
    try (DatabaseProvider own = alone()) {
      String table = notesIn(own);
      assertFails(ErrorCode.TIMEOUT, own.inTransaction(
          dev.plinth.TransactionOptions.defaults().withTimeout(SHORT),
          tx -> tx.insert(table, note(1, "a")).thenCompose(key -> tx.query(slow()))));
      assertThat(await(own.count(table, Filter.all()))).isZero();
    }
  }

  @Test
  void answersWithinTheDeadlineOfItsOptions() {
    try (DatabaseProvider own = bed().open(bed().options().withTimeout(Duration.ofSeconds(5)))) {
      assertThat(await(own.ping())).isPositive();
    }
  }

  @Test
  void refusesADeadlineThatIsNone() {
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT,
        () -> database().withTimeout(Duration.ZERO));
    Outcomes.assertRefuses(ErrorCode.INVALID_ARGUMENT,
        () -> database().withTimeout(Duration.ofSeconds(-1)));
  }

  private static void assertCancels(CompletableFuture<?> call) {
    boolean cancelled = call.cancel(true);
    Throwable failure = failureOf(call);
    if (!cancelled || !(failure instanceof CancellationException) || !call.isCancelled()) {
      throw new AssertionError("the call was not cancelled, but ended with " + failure, failure);
    }
  }

  private Statement slow() {
    return Statement.of(bed().texts().slowRead());
  }

  private DatabaseProvider alone() {
    return bed().open(bed().options().withPool(bed().options().pool().withMaxSize(1)));
  }
}
