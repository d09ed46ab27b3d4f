package dev.plinth.support.provider;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Savepoint;
import dev.plinth.Transaction;
import dev.plinth.data.Operation;
import dev.plinth.data.OperationResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A list of operations in a transaction, one after the other. */
final class OperationList {
  private final Transaction transaction;
  private final List<Operation> operations;
  private final List<OperationResult> results = new ArrayList<>();
  private final Map<String, Savepoint> savepoints = new HashMap<>();

  OperationList(Transaction transaction, List<Operation> operations) {
    this.transaction = transaction;
    this.operations = operations;
  }

  CompletableFuture<List<OperationResult>> run() {
    CompletableFuture<List<OperationResult>> chain = CompletableFuture.completedFuture(results);
    for (int i = 0; i < operations.size(); i++) {
      int position = i;
      chain = chain.thenCompose(before -> step(position));
    }
    return chain.thenApply(List::copyOf);
  }

  private CompletableFuture<List<OperationResult>> step(int position) {
    return result(operations.get(position)).handle((result, failure) -> {
      if (failure != null) {
        throw at(position, Failures.unwrapped(failure));
      }
      results.add(result);
      return results;
    });
  }

  private CompletableFuture<OperationResult> result(Operation operation) {
    return switch (operation) {
      case Operation.Insert insert ->
          transaction.insert(insert.table(), insert.row()).thenApply(OperationResult.Inserted::new);
      case Operation.UpdateRecords update ->
          transaction.update(update.table(), update.where(), update.update())
              .thenApply(OperationResult.Affected::new);
      case Operation.Delete delete ->
          transaction.delete(delete.table(), delete.where())
              .thenApply(OperationResult.Affected::new);
      case Operation.Find find ->
          transaction.find(find.query()).thenApply(OperationResult.Found::new);
      case Operation.RunQuery query ->
          transaction.query(query.statement()).thenApply(OperationResult.Found::new);
      case Operation.Execute execute ->
          transaction.execute(execute.statement()).thenApply(OperationResult.Affected::new);
      case Operation.SetSavepoint set -> transaction.savepoint().thenApply(point -> {
        savepoints.put(set.name(), point);
        return new OperationResult.Done();
      });
      case Operation.RollbackTo back -> rollbackTo(back.name());
    };
  }

  private CompletableFuture<OperationResult> rollbackTo(String name) {
    Savepoint savepoint = savepoints.get(name);
    if (savepoint == null) {
      return CompletableFuture.failedFuture(new DatabaseException(ErrorCode.TRANSACTION_FAILED,
          "there is no savepoint " + name + "; there are " + savepoints.keySet()));
    }
    return transaction.rollbackTo(savepoint).thenApply(done -> new OperationResult.Done());
  }

  private static RuntimeException at(int position, Throwable failure) {
    return failure instanceof DatabaseException known
        ? new DatabaseException(known.code(), "operation " + position + ": " + known.getMessage(),
            known.sqlState().orElse(null), known.vendorCode(), known.getCause())
        : new java.util.concurrent.CompletionException(failure);
  }
}
