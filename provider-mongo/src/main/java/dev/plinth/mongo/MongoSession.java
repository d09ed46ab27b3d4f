package dev.plinth.mongo;

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
import dev.plinth.mongo.MongoErrors.Effect;
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
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonInt32;

/** The primitives on one conversation with a server. */
final class MongoSession implements BatchSession {
  private final MongoCommands commands;
  private final MongoCatalog catalog;
  private final MongoSettings settings;
  private final RecordReads reads;
  private final RecordWrites writes;
  private final RecordBatches batches;
  private final NativeCalls natives;
  private final Definitions definitions;

  MongoSession(Conversation talk, KnownCollections known, MongoSettings settings) {
    this.commands = new MongoCommands(talk);
    this.catalog = new MongoCatalog(commands, known);
    this.settings = settings;
    this.reads = new RecordReads(commands);
    this.writes = new RecordWrites(commands);
    this.batches = new RecordBatches(commands);
    this.natives = new NativeCalls(commands, catalog, known);
    this.definitions = new Definitions(commands, catalog);
  }

  /** The table of a schema; of one that was not read from the server it is asked once whether it is there. */
  private MongoTable table(TableSchema schema) {
    if (!(schema.attachment() instanceof MongoTable)) {
      catalog.require(schema.name());
    }
    return MongoTable.of(schema);
  }

  @Override
  public Row insert(TableSchema table, Row row) {
    return writes.insert(table(table), row);
  }

  @Override
  public boolean insertIfAbsent(TableSchema table, Row row, List<String> keys) {
    return writes.insertIfAbsent(table(table), row, keys);
  }

  @Override
  public UpsertOutcome upsert(TableSchema table, Row row, List<String> keys) {
    return writes.upsert(table(table), row, keys);
  }

  @Override
  public InsertResult insertAll(TableSchema table, List<Row> rows, InsertOptions options) {
    return writes.insertAll(table(table), rows, options);
  }

  @Override
  public Found find(TableSchema table, Query query, Limits limits) {
    return reads.find(table(table), query, limits);
  }

  @Override
  public Optional<Row> findOne(TableSchema table, Query query) {
    return reads.findOne(table(table), query);
  }

  @Override
  public RowCursor open(TableSchema table, Query query) {
    return reads.open(table(table), query);
  }

  @Override
  public long count(TableSchema table, Filter where) {
    return reads.count(table(table), where);
  }

  @Override
  public boolean exists(TableSchema table, Filter where) {
    return reads.exists(table(table), where);
  }

  @Override
  public long update(TableSchema table, Filter where, Update update) {
    return writes.update(table(table), where, update);
  }

  @Override
  public Optional<Row> updateReturning(TableSchema table, Filter where, Update update) {
    return writes.updateReturning(table(table), where, update);
  }

  @Override
  public long delete(TableSchema table, Filter where) {
    return writes.delete(table(table), where);
  }

  @Override
  public Found aggregate(TableSchema table, Aggregation aggregation, Limits limits) {
    return reads.aggregate(table(table), aggregation, limits);
  }

  @Override
  public Found walk(TableSchema table, TreeQuery tree, boolean down, Limits limits) {
    return reads.walk(table(table), tree, down, limits);
  }

  @Override
  public Found query(Statement statement, Limits limits) {
    return natives.query(statement, limits);
  }

  @Override
  public RowCursor open(Statement statement) {
    return natives.open(statement);
  }

  @Override
  public long execute(Statement statement) {
    return natives.execute(statement);
  }

  @Override
  public List<Long> executeBatch(String text, List<List<?>> parameters) {
    return natives.executeBatch(text, parameters);
  }

  @Override
  public List<Optional<Row>> findByKeys(TableSchema table, Query shape, List<Row> keys) {
    return batches.find(table(table), shape, keys);
  }

  @Override
  public List<Row> insertEach(TableSchema table, List<Row> rows) {
    return batches.insert(table(table), rows);
  }

  @Override
  public BitSet insertPossible(TableSchema table, List<Row> rows) {
    return batches.insertPossible(table(table), rows);
  }

  @Override
  public long[] updateByKeys(TableSchema table, List<Row> keys, List<Update> updates) {
    return batches.update(table(table), keys, updates);
  }

  @Override
  public long[] deleteByKeys(TableSchema table, List<Row> keys) {
    return batches.delete(table(table), keys);
  }

  @Override
  public void createTable(TableDefinition table) {
    definitions.createTable(table);
  }

  @Override
  public void dropTable(String table) {
    definitions.dropTable(table);
  }

  @Override
  public void addColumn(String table, ColumnDefinition column) {
    definitions.addColumn(table, column);
  }

  @Override
  public void createIndex(IndexDefinition index) {
    definitions.createIndex(index);
  }

  @Override
  public void dropIndex(String table, String index) {
    definitions.dropIndex(table, index);
  }

  /** Creates and upgrades the platform collections. */
  void migratePlatform() {
    new MongoPlatform(commands, definitions).migrate();
  }

  @Override
  public List<String> listSchemas() {
    return List.of("");
  }

  @Override
  public List<TableSummary> listTables() {
    return catalog.list();
  }

  @Override
  public Optional<TableDescription> describe(String table) {
    return catalog.describe(table);
  }

  @Override
  public void ping() {
    var unused = commands.run(Effect.READ, new BsonDocument("ping", new BsonInt32(1)));
  }

  @Override
  public ServerInformation serverInformation() {
    return new MongoInformation(commands, settings).read();
  }

  @Override
  public Found call(RoutineCall call, Limits limits) {
    throw lacking("routines");
  }

  @Override
  public List<RoutineDescription> listRoutines() {
    throw lacking("routines");
  }

  @Override
  public List<TriggerDescription> listTriggers() {
    throw lacking("triggers");
  }

  @Override
  public List<SequenceDescription> listSequences() {
    throw lacking("sequences");
  }

  @Override
  public void savepoint(String name) {
    throw lacking("savepoints");
  }

  @Override
  public void rollbackTo(String name) {
    throw lacking("savepoints");
  }

  @Override
  public void releaseSavepoint(String name) {
    throw lacking("savepoints");
  }

  private static DatabaseException lacking(String what) {
    return new DatabaseException(ErrorCode.UNSUPPORTED, "MongoDB has no " + what);
  }
}
