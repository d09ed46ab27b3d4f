package dev.plinth.support.engine;

import dev.plinth.Limits;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.Query;
import dev.plinth.data.RoutineCall;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.data.TreeQuery;
import dev.plinth.data.Update;
import dev.plinth.data.UpsertOutcome;
import dev.plinth.health.ServerInformation;
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

/**
 * The primitives of a backend, blocking, on one connection and one thread at a time.
 *
 * <p>Names and values have been checked against the {@link TableSchema}; values are portable and of the
 * column's type. Everything fails with {@link dev.plinth.DatabaseException}. What the capabilities of the
 * backend do not name is never called.
 */
public interface Session {
  /** Inserts a record; returns its primary key, empty on a table without one. */
  Row insert(TableSchema table, Row row);

  /** Inserts a record unless its key exists; whether it did. Other violations fail. An empty list means the primary key. */
  boolean insertIfAbsent(TableSchema table, Row row, List<String> keys);

  /** Inserts a record or overwrites the named columns of the one with this key. */
  UpsertOutcome upsert(TableSchema table, Row row, List<String> keys);

  /** Inserts records of one shape. */
  InsertResult insertAll(TableSchema table, List<Row> rows, InsertOptions options);

  /** Finds records; the query has no cursor. Bounded while reading by its limit and by the limits. */
  Found find(TableSchema table, Query query, Limits limits);

  /** Finds the first record. */
  Optional<Row> findOne(TableSchema table, Query query);

  /** Opens a stream; the query has no cursor, its limit and offset count. */
  RowCursor open(TableSchema table, Query query);

  /** Counts records. */
  long count(TableSchema table, Filter where);

  /** Whether there is a record. */
  boolean exists(TableSchema table, Filter where);

  /** Updates records; returns how many were matched. */
  long update(TableSchema table, Filter where, Update update);

  /** Updates at most one record that matches and returns it as it is then: compare and set. */
  Optional<Row> updateReturning(TableSchema table, Filter where, Update update);

  /** Deletes records; returns how many. */
  long delete(TableSchema table, Filter where);

  /** Computes numbers about groups. */
  Found aggregate(TableSchema table, Aggregation aggregation, Limits limits);

  /** Walks a tree, down to descendants or up to ancestors; adds the column {@code depth}. */
  Found walk(TableSchema table, TreeQuery tree, boolean down, Limits limits);

  /** Runs a native statement that returns rows. */
  Found query(Statement statement, Limits limits);

  /** Opens a stream of a native statement. */
  RowCursor open(Statement statement);

  /** Runs a native statement; returns how many records it affected. */
  long execute(Statement statement);

  /** Runs a native statement with many lists of values; returns how many records each affected. */
  List<Long> executeBatch(String text, List<List<?>> parameters);

  /** Calls a routine. */
  Found call(RoutineCall call, Limits limits);

  /** Creates a table that is known not to exist. */
  void createTable(TableDefinition table);

  /** Drops a table that is known to exist. */
  void dropTable(String table);

  /** Adds a column. */
  void addColumn(String table, ColumnDefinition column);

  /** Creates an index that is known not to exist. */
  void createIndex(IndexDefinition index);

  /** Drops an index that is known to exist. */
  void dropIndex(String table, String index);

  /** The names of the schemas. */
  List<String> listSchemas();

  /** Tables, views and collections. */
  List<TableSummary> listTables();

  /** Describes a table. */
  Optional<TableDescription> describe(String table);

  /** Procedures and functions. */
  List<RoutineDescription> listRoutines();

  /** Triggers. */
  List<TriggerDescription> listTriggers();

  /** Sequences. */
  List<SequenceDescription> listSequences();

  /** Sets a savepoint of the transaction. */
  void savepoint(String name);

  /** Rolls back to a savepoint, which stays. */
  void rollbackTo(String name);

  /** Forgets a savepoint. */
  void releaseSavepoint(String name);

  /** Asks a trivial question. */
  void ping();

  /** What the server says of itself. */
  ServerInformation serverInformation();
}
