package dev.plinth;

import dev.plinth.data.RoutineCall;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Statements in the backend's own language, one a call, with bound parameters.
 *
 * <p>Fails with {@link ErrorCode#INVALID_QUERY} for text that is not one statement, for a parameter
 * without a value or a value without a parameter, and for transaction control and session settings,
 * which would reach the next caller of the connection.
 */
public interface QueryOperations {
  /** Runs a statement that returns rows, at most as many as the limits of this handle allow. */
  CompletableFuture<Rows> query(Statement statement);

  /** Runs a statement and returns its first row; empty where there is none. */
  CompletableFuture<Optional<Row>> queryOne(Statement statement);

  /** Runs a statement and returns the first column of its first row, converted; empty where there is none or it is null. */
  <T> CompletableFuture<Optional<T>> queryScalar(Statement statement, Class<T> type);

  /** Runs a statement that returns rows, any number of them; cold, see {@link DatabaseProvider}. */
  Flow.Publisher<Row> queryStream(Statement statement);

  /**
   * Runs a statement that changes something.
   *
   * @return how many records it affected, 0 for a change of the schema
   */
  CompletableFuture<Long> execute(Statement statement);

  /**
   * Runs one text with many lists of values as one: all or, after an error, none.
   *
   * @return how many records each affected, in order
   */
  CompletableFuture<List<Long>> executeBatch(String text, List<List<?>> parameters);

  /** Calls a procedure or function. Fails with {@link ErrorCode#UNSUPPORTED} without {@link Capability#ROUTINES}. */
  CompletableFuture<Rows> callRoutine(RoutineCall call);
}
