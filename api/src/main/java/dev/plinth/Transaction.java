package dev.plinth;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A transaction in progress: records, native statements and stores on one connection.
 *
 * <p>Calls run in the order issued; commit waits for all of them. A failed call makes the transaction
 * rollback-only, unless it failed inside {@link #inNested} or after a savepoint that is then rolled back
 * to. A call after its end fails with {@link ErrorCode#TRANSACTION_FAILED}. Store methods join the
 * transaction.
 */
public interface Transaction extends RecordOperations, QueryOperations, PlatformStores {
  /** The isolation in force, at least as strong as asked for. */
  Isolation isolation();

  /** Whether it may only be rolled back, because a call failed or {@link #rollbackOnly()} was called. */
  boolean isRollbackOnly();

  /** Lets the transaction be rolled back at its end instead of committed; its caller gets the value of the work all the same. */
  void rollbackOnly();

  /**
   * Runs work in a nested transaction: if it fails, or a call inside fails and the work goes on
   * regardless, only what it did is rolled back, and this transaction may go on. Calls of this
   * transaction issued meanwhile wait for its end: inside the work use the nested one. Fails with {@link ErrorCode#UNSUPPORTED} without {@link Capability#SAVEPOINTS}.
   */
  <T> CompletableFuture<T> inNested(
      Function<? super Transaction, ? extends CompletionStage<T>> work);

  /** Sets a savepoint. Fails with {@link ErrorCode#UNSUPPORTED} without {@link Capability#SAVEPOINTS}. */
  CompletableFuture<Savepoint> savepoint();

  /**
   * Takes back what came after a savepoint, failures included; the savepoint stays. Fails with {@link
   * ErrorCode#TRANSACTION_FAILED} if it is not one of this transaction, or gone.
   */
  CompletableFuture<@Nullable Void> rollbackTo(Savepoint savepoint);

  /** Forgets a savepoint and those after it; what came after it stays. */
  CompletableFuture<@Nullable Void> release(Savepoint savepoint);
}
