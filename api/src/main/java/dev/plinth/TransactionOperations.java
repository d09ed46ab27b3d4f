package dev.plinth;

import dev.plinth.data.Operation;
import dev.plinth.data.OperationResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Several calls that are applied together or not at all. */
public interface TransactionOperations {
  /**
   * Runs work in a transaction: committed when the stage that it returns completes, rolled back when
   * that fails or {@code work} throws; the future then holds that failure.
   *
   * <p>Fails with {@link ErrorCode#UNSUPPORTED} without {@link Capability#TRANSACTIONS}, with {@link
   * ErrorCode#TRANSACTION_FAILED} if a call inside failed and the work went on regardless, with {@link
   * ErrorCode#TIMEOUT} when its time is over. Inside the work use the transaction, not the outer handle:
   * a call on that waits like any other and may wait for this transaction's own end.
   */
  <T> CompletableFuture<T> inTransaction(TransactionOptions options,
      Function<? super Transaction, ? extends CompletionStage<T>> work);

  /** Runs work in a transaction with the default options. */
  default <T> CompletableFuture<T> inTransaction(
      Function<? super Transaction, ? extends CompletionStage<T>> work) {
    return inTransaction(TransactionOptions.defaults(), work);
  }

  /**
   * Carries out a list of operations in one transaction, with a result for each. The first failure
   * rolls all of them back; its message names the position.
   */
  CompletableFuture<List<OperationResult>> executeAll(List<Operation> operations,
      TransactionOptions options);

  /** Carries out a list of operations with the default options. */
  default CompletableFuture<List<OperationResult>> executeAll(List<Operation> operations) {
    return executeAll(operations, TransactionOptions.defaults());
  }
}
