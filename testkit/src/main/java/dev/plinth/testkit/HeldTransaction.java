package dev.plinth.testkit;

import dev.plinth.DatabaseProvider;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import java.util.concurrent.CompletableFuture;

/** A transaction that stays open until the test says how it ends. */
final class HeldTransaction implements AutoCloseable {
  private final CompletableFuture<Transaction> begun = new CompletableFuture<>();
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private final CompletableFuture<String> outcome;

  private HeldTransaction(DatabaseProvider database, TransactionOptions options) {
    outcome = database.inTransaction(options, tx -> {
      begun.complete(tx);
      return end;
    });
  }

  static HeldTransaction begin(DatabaseProvider database) {
    return begin(database, TransactionOptions.defaults());
  }

  /** Begins; fails as the transaction does if it cannot. */
  static HeldTransaction begin(DatabaseProvider database, TransactionOptions options) {
    var held = new HeldTransaction(database, options);
    Outcomes.await(CompletableFuture.anyOf(held.begun, held.outcome));
    return held;
  }

  Transaction tx() {
    return begun.join();
  }

  /** What {@code inTransaction} returned. */
  CompletableFuture<String> outcome() {
    return outcome;
  }

  /** Lets the work complete. */
  CompletableFuture<String> commit() {
    end.complete("committed");
    return outcome;
  }

  /** Lets the work fail. */
  CompletableFuture<String> rollBack() {
    end.completeExceptionally(new GivenUp());
    return outcome;
  }

  /** Rolls back if it has not ended, and waits for the end. */
  @Override
  public void close() {
    var unused = Outcomes.failureOf(rollBack());
  }

  /** Why a test lets a transaction fail. */
  static final class GivenUp extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUp() {
      super("the test gave up", null, false, false);
    }
  }
}
