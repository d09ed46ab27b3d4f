package dev.plinth.jdbc;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
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
import dev.plinth.support.engine.BatchSession;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.TableSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A session on one JDBC connection, with the prepared statements of that connection. It begins and ends
 * no transaction: that is the engine's, with {@link #command}. One thread at a time.
 */
public final class JdbcSession implements BatchSession, AutoCloseable {
  private static final int KEPT_STATEMENTS = 256;

  private final Connection connection;
  private final Dialect dialect;
  private final StatementCache statements;
  private final RecordReads reads;
  private final RecordWrites writes;
  private final BulkInsert bulk;
  private final RecordBatches batches;
  private final Aggregates aggregates;
  private final TreeWalk trees;
  private final NativeStatements natives;
  private final DefinitionRenderer definitions;
  private final List<JdbcRowCursor> cursors = new ArrayList<>();

  /** A session on a connection that stays the caller's. */
  public JdbcSession(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
    this.statements = new StatementCache(connection, dialect, KEPT_STATEMENTS);
    this.reads = new RecordReads(dialect, statements);
    this.writes = new RecordWrites(dialect, statements, reads);
    this.bulk = new BulkInsert(dialect, statements, writes);
    this.batches = new RecordBatches(dialect, statements);
    this.aggregates = new Aggregates(dialect, statements);
    this.trees = new TreeWalk(dialect, statements);
    this.natives = new NativeStatements(dialect, statements);
    this.definitions = new DefinitionRenderer(dialect);
  }

  /** The connection. */
  public Connection connection() {
    return connection;
  }

  /** The portable failure for one of the driver. */
  public DatabaseException translated(SQLException failure) {
    return dialect.translate(failure);
  }

  /** Runs a statement of the engine itself, such as BEGIN; its text is trusted. */
  public void command(String sql) {
    run(() -> statements.prepare(sql).execute());
  }

  /**
   * Closes the streams that are still open. An engine calls it when a transaction or the use of the
   * connection ends: an open result would hold on to what it saw then.
   */
  public void closeCursors() {
    List<JdbcRowCursor> open = List.copyOf(cursors);
    cursors.clear();
    open.forEach(JdbcRowCursor::close);
  }

  /** Closes the streams and the prepared statements. The connection stays open. */
  @Override
  public void close() {
    closeCursors();
    statements.clear();
  }

  @Override
  public Row insert(TableSchema table, Row row) {
    return run(() -> writes.insert(table, row));
  }

  @Override
  public boolean insertIfAbsent(TableSchema table, Row row, List<String> keys) {
    return run(() -> writes.insertIfAbsent(table, row, keys));
  }

  @Override
  public UpsertOutcome upsert(TableSchema table, Row row, List<String> keys) {
    return run(() -> writes.upsert(table, row, keys));
  }

  @Override
  public InsertResult insertAll(TableSchema table, List<Row> rows, InsertOptions options) {
    return run(() -> bulk.insert(table, rows, options));
  }

  @Override
  public Found find(TableSchema table, Query query, Limits limits) {
    return run(() -> reads.find(table, query, limits));
  }

  @Override
  public Optional<Row> findOne(TableSchema table, Query query) {
    return run(() -> reads.findOne(table, query));
  }

  @Override
  public RowCursor open(TableSchema table, Query query) {
    return opened(run(() -> reads.open(table, query)));
  }

  @Override
  public long count(TableSchema table, Filter where) {
    return run(() -> reads.count(table, where));
  }

  @Override
  public boolean exists(TableSchema table, Filter where) {
    return run(() -> reads.exists(table, where));
  }

  @Override
  public long update(TableSchema table, Filter where, Update update) {
    return run(() -> writes.update(table, where, update));
  }

  @Override
  public Optional<Row> updateReturning(TableSchema table, Filter where, Update update) {
    return run(() -> writes.updateReturning(table, where, update));
  }

  @Override
  public long delete(TableSchema table, Filter where) {
    return run(() -> writes.delete(table, where));
  }

  @Override
  public List<Optional<Row>> findByKeys(TableSchema table, Query shape, List<Row> keys) {
    return run(() -> batches.findByKeys(table, shape, keys));
  }

  @Override
  public List<Row> insertEach(TableSchema table, List<Row> rows) {
    return run(() -> batches.insertEach(table, rows));
  }

  @Override
  public BitSet insertPossible(TableSchema table, List<Row> rows) {
    return run(() -> batches.insertPossible(table, rows));
  }

  @Override
  public long[] updateByKeys(TableSchema table, List<Row> keys, List<Update> updates) {
    return run(() -> batches.updateByKeys(table, keys, updates));
  }

  @Override
  public long[] deleteByKeys(TableSchema table, List<Row> keys) {
    return run(() -> batches.deleteByKeys(table, keys));
  }

  @Override
  public Found aggregate(TableSchema table, Aggregation aggregation, Limits limits) {
    return run(() -> aggregates.aggregate(table, aggregation, limits));
  }

  @Override
  public Found walk(TableSchema table, TreeQuery tree, boolean down, Limits limits) {
    return run(() -> trees.walk(table, tree, down, limits));
  }

  @Override
  public Found query(Statement statement, Limits limits) {
    return run(() -> natives.query(statement, limits));
  }

  @Override
  public RowCursor open(Statement statement) {
    return opened(run(() -> natives.open(statement)));
  }

  @Override
  public long execute(Statement statement) {
    return run(() -> natives.execute(statement));
  }

  @Override
  public List<Long> executeBatch(String text, List<List<?>> parameters) {
    return run(() -> natives.executeBatch(text, parameters));
  }

  @Override
  public Found call(RoutineCall call, Limits limits) {
    return run(() -> dialect.call(connection, call, limits));
  }

  @Override
  public void createTable(TableDefinition table) {
    define(definitions.createTable(table));
  }

  @Override
  public void dropTable(String table) {
    define(definitions.dropTable(table));
  }

  @Override
  public void addColumn(String table, ColumnDefinition column) {
    define(definitions.addColumn(table, column));
  }

  @Override
  public void createIndex(IndexDefinition index) {
    TableSchema table = new TableSchema(describe(index.table())
        .orElseThrow(() -> new DatabaseException(ErrorCode.NOT_FOUND,
            "there is no table " + index.table() + " to create an index on")));
    define(definitions.createIndex(index, table));
  }

  @Override
  public void dropIndex(String table, String index) {
    define(definitions.dropIndex(table, index));
  }

  @Override
  public List<String> listSchemas() {
    return run(() -> dialect.catalog().schemas(connection));
  }

  @Override
  public List<TableSummary> listTables() {
    return run(() -> dialect.catalog().tables(connection));
  }

  @Override
  public Optional<TableDescription> describe(String table) {
    return run(() -> dialect.catalog().describe(connection, table));
  }

  @Override
  public List<RoutineDescription> listRoutines() {
    return run(() -> dialect.catalog().routines(connection));
  }

  @Override
  public List<TriggerDescription> listTriggers() {
    return run(() -> dialect.catalog().triggers(connection));
  }

  @Override
  public List<SequenceDescription> listSequences() {
    return run(() -> dialect.catalog().sequences(connection));
  }

  @Override
  public void savepoint(String name) {
    command("SAVEPOINT " + dialect.quoted(name));
  }

  @Override
  public void rollbackTo(String name) {
    command("ROLLBACK TO SAVEPOINT " + dialect.quoted(name));
  }

  @Override
  public void releaseSavepoint(String name) {
    command("RELEASE SAVEPOINT " + dialect.quoted(name));
  }

  @Override
  public void ping() {
    run(() -> {
      try (ResultSet rows = statements.prepareRead("SELECT 1").executeQuery()) {
        return rows.next();
      }
    });
  }

  @Override
  public ServerInformation serverInformation() {
    return run(() -> dialect.catalog().serverInformation(connection));
  }

  private RowCursor opened(JdbcRowCursor cursor) {
    cursors.removeIf(JdbcRowCursor::isClosed);
    cursors.add(cursor);
    return cursor;
  }

  /** What a definition changes, a prepared statement may not notice. */
  private void define(String sql) {
    statements.clear();
    run(() -> {
      try (java.sql.Statement statement = connection.createStatement()) {
        return statement.execute(sql);
      }
    });
  }

  private interface Work<T extends @Nullable Object> {
    T run() throws SQLException;
  }

  private <T extends @Nullable Object> T run(Work<T> work) {
    try {
      return work.run();
    } catch (SQLException failure) {
      DatabaseException translated = dialect.translate(failure);
      switch (translated.code()) {
        case UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION, NOT_NULL_VIOLATION, CHECK_VIOLATION -> {
        }
        default -> statements.discardCurrent();
      }
      throw translated;
    }
  }
}
