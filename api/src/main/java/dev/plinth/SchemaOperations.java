package dev.plinth;

import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.RoutineDescription;
import dev.plinth.schema.SequenceDescription;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableSummary;
import dev.plinth.schema.TriggerDescription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tables: creating them portably, and looking at what there is. */
public interface SchemaOperations {
  /**
   * Creates a table.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} if it exists and the definition does not say {@code
   * ifNotExists}, or if a key names a column that there is not.
   *
   * @return whether it was created
   */
  CompletableFuture<Boolean> createTable(TableDefinition table);

  /**
   * Drops a table with its records.
   *
   * @return whether there was one
   */
  CompletableFuture<Boolean> dropTable(String table);

  /** Adds a column; null, or its default, in records that there are. */
  CompletableFuture<@Nullable Void> addColumn(String table, ColumnDefinition column);

  /**
   * Creates an index.
   *
   * <p>Fails with {@link ErrorCode#UNIQUE_VIOLATION} if it is to be unique and there are equal records, and
   * with {@link ErrorCode#UNSUPPORTED} for an option that the backend lacks.
   *
   * @return whether it was created; false if one of this name is there
   */
  CompletableFuture<Boolean> createIndex(IndexDefinition index);

  /**
   * Drops an index.
   *
   * @return whether there was one
   */
  CompletableFuture<Boolean> dropIndex(String table, String index);

  /** The names of the schemas; one, empty, where the backend has none. */
  CompletableFuture<List<String>> listSchemas();

  /** Tables, views and collections, without the backend's own, by name. */
  CompletableFuture<List<TableSummary>> listTables();

  /** Describes a table; empty where there is none. */
  CompletableFuture<Optional<TableDescription>> describeTable(String table);

  /** Procedures and functions. Fails with {@link ErrorCode#UNSUPPORTED} without {@link Capability#ROUTINES}. */
  CompletableFuture<List<RoutineDescription>> listRoutines();

  /** Triggers. Fails with {@link ErrorCode#UNSUPPORTED} without {@link Capability#TRIGGERS}. */
  CompletableFuture<List<TriggerDescription>> listTriggers();

  /** Sequences. Fails with {@link ErrorCode#UNSUPPORTED} without {@link Capability#SEQUENCES}. */
  CompletableFuture<List<SequenceDescription>> listSequences();
}
