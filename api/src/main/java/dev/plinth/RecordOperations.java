package dev.plinth;

import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.TargetedUpdate;
import dev.plinth.data.TreeQuery;
import dev.plinth.data.Update;
import dev.plinth.data.UpsertOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/**
 * Records of tables and of collections: the same calls on both.
 *
 * <p>Table, columns, operators and types are checked before anything is sent: an unknown table fails
 * with {@link ErrorCode#NOT_FOUND}, an unknown column or a value that does not fit its type with
 * {@link ErrorCode#INVALID_ARGUMENT}, naming it and what there is. Violated constraints have their
 * own codes.
 */
public interface RecordOperations {
  /**
   * Inserts one record.
   *
   * @return its primary key, generated columns included; empty on a table without one
   */
  CompletableFuture<Row> insert(String table, Row row);

  /**
   * Inserts many records, in one transaction where the backend has them: all or, after an error, none.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} unless all rows have the columns of the first, and
   * with {@link ErrorCode#UNSUPPORTED} where the backend cannot name the key in conflict.
   */
  CompletableFuture<InsertResult> insertAll(String table, List<Row> rows, InsertOptions options);

  /** Inserts many records; an existing key is an error. */
  default CompletableFuture<InsertResult> insertAll(String table, List<Row> rows) {
    return insertAll(table, rows, InsertOptions.defaults());
  }

  /**
   * Inserts a record or, where its key exists, overwrites the columns that the row names.
   *
   * @param conflictKeys the columns of the key meant; none for the primary key
   */
  CompletableFuture<UpsertOutcome> upsert(String table, Row row, String... conflictKeys);

  /** Finds records, at most as many as the limits of this handle allow. */
  CompletableFuture<Rows> find(Query query);

  /** Finds the first record in the query's order; empty where there is none. */
  CompletableFuture<Optional<Row>> findOne(Query query);

  /** Finds any number of records; cold, see {@link DatabaseProvider}. */
  Flow.Publisher<Row> findStream(Query query);

  /** Counts records. */
  CompletableFuture<Long> count(String table, Filter where);

  /** Whether there is at least one record. */
  CompletableFuture<Boolean> exists(String table, Filter where);

  /**
   * Updates records.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} for an update without a change. {@link Filter#all()}
   * means every record.
   *
   * @return how many were matched, changed or not
   */
  CompletableFuture<Long> update(String table, Filter where, Update update);

  /**
   * Carries out several updates as one: all or, after an error, none.
   *
   * @return how many records were matched in all
   */
  CompletableFuture<Long> updateAll(String table, List<TargetedUpdate> updates);

  /**
   * Updates the one record that matches if its version is the expected one, and counts the version up.
   *
   * <p>Fails with {@link ErrorCode#CONFLICT} if the version is another, {@link ErrorCode#NOT_FOUND} if no
   * record matches, and {@link ErrorCode#INVALID_ARGUMENT} if more than one does.
   *
   * @param versionColumn a whole number
   * @return the new version
   */
  CompletableFuture<Long> updateVersioned(String table, Filter where, Update update,
      String versionColumn,
      long expectedVersion);

  /**
   * Deletes records. {@link Filter#all()} means every record.
   *
   * @return how many were deleted, cascades not counted
   */
  CompletableFuture<Long> delete(String table, Filter where);

  /** Computes numbers about groups of records. */
  CompletableFuture<Rows> aggregate(Aggregation aggregation);

  /**
   * Finds all records below a node of a tree, in one statement, nearest first; a cycle ends the walk.
   *
   * @return the records with a further column {@code depth}, 1 for children
   */
  CompletableFuture<Rows> findDescendants(TreeQuery tree);

  /**
   * Finds the path from a node of a tree to its root, in one statement; a cycle ends the walk.
   *
   * @return the records with a further column {@code depth}, 1 for the parent
   */
  CompletableFuture<Rows> findAncestors(TreeQuery tree);
}
