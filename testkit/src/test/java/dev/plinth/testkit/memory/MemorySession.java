package dev.plinth.testkit.memory;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Columns;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.OnConflict;
import dev.plinth.data.Order;
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
import dev.plinth.schema.TableKind;
import dev.plinth.schema.TableSummary;
import dev.plinth.schema.TriggerDescription;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.TableSchema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The primitives, on a draft of the tables. Not final: wrong variants override one each. */
class MemorySession implements Session {
  private final MemoryDraft draft;
  private final MemoryFilters filters;

  MemorySession(MemoryDraft draft, MemoryFilters filters) {
    this.draft = draft;
    this.filters = filters;
  }

  @Override
  public Row insert(TableSchema table, Row row) {
    return projected(draft.writable(table.name()).insert(row),
        Columns.of(table.primaryKey()));
  }

  @Override
  public boolean insertIfAbsent(TableSchema table, Row row, List<String> keys) {
    MemoryTable writable = draft.writable(table.name());
    boolean absent = writable.find(writable.key(keys), row) == null;
    if (absent) {
      var unused = writable.insert(row);
    }
    return absent;
  }

  @Override
  public UpsertOutcome upsert(TableSchema table, Row row, List<String> keys) {
    MemoryTable writable = draft.writable(table.name());
    Long existing = writable.find(writable.key(keys), row);
    if (existing == null) {
      var unused = writable.insert(row);
      return UpsertOutcome.INSERTED;
    }
    Row changed = MemoryUpdates.overwritten(oldRow(writable, existing), row);
    writable.replace(Map.of(existing, changed));
    return UpsertOutcome.UPDATED;
  }

  @Override
  public InsertResult insertAll(TableSchema table, List<Row> rows, InsertOptions options) {
    long inserted = 0;
    long updated = 0;
    long ignored = 0;
    for (Row row : rows) {
      if (options.onConflict() == OnConflict.UPDATE) {
        boolean isNew = upsert(table, row, options.conflictKeys()) == UpsertOutcome.INSERTED;
        inserted += isNew ? 1 : 0;
        updated += isNew ? 0 : 1;
      } else if (options.onConflict() == OnConflict.IGNORE
          && !insertIfAbsent(table, row, options.conflictKeys())) {
        ignored++;
      } else {
        if (options.onConflict() == OnConflict.ERROR) {
          var unused = insert(table, row);
        }
        inserted++;
      }
    }
    return new InsertResult(inserted, updated, ignored);
  }

  @Override
  public Found find(TableSchema table, Query query, Limits limits) {
    int maxRows =
        query.limit() == null ? limits.maxRows() : Math.min(query.limit(), limits.maxRows());
    return bounded(columns(query), ordered(query).iterator(), maxRows, limits.maxBytes());
  }

  /** The first of some rows, as many as a bound allows. */
  Found bounded(Columns columns, Iterator<Row> all, int maxRows, long maxBytes) {
    return MemoryBounds.read(columns, all, maxRows, maxBytes);
  }

  @Override
  public Optional<Row> findOne(TableSchema table, Query query) {
    return ordered(query).findFirst();
  }

  @Override
  public RowCursor open(TableSchema table, Query query) {
    Stream<Row> rows = ordered(query);
    return new MemoryCursor(
        (query.limit() == null ? rows : rows.limit(query.limit())).iterator());
  }

  @Override
  public long count(TableSchema table, Filter where) {
    return meant(table.name(), where).count();
  }

  @Override
  public boolean exists(TableSchema table, Filter where) {
    return meant(table.name(), where).findAny().isPresent();
  }

  @Override
  public long update(TableSchema table, Filter where, Update update) {
    return changed(table, where, update, Long.MAX_VALUE).size();
  }

  @Override
  public Optional<Row> updateReturning(TableSchema table, Filter where, Update update) {
    return changed(table, where, update, 1).values().stream().findFirst();
  }

  private Map<Long, Row> changed(TableSchema table, Filter where, Update update, long limit) {
    MemoryTable writable = draft.writable(table.name());
    var changed = new LinkedHashMap<Long, Row>();
    Predicate<Row> meant = filters.of(where);
    writable.rows().forEach((id, row) -> {
      if (changed.size() < limit && meant.test(row)) {
        changed.put(id, MemoryUpdates.changed(row, update));
      }
    });
    writable.replace(changed);
    return changed;
  }

  @Override
  public long delete(TableSchema table, Filter where) {
    MemoryTable writable = draft.writable(table.name());
    Predicate<Row> meant = filters.of(where);
    List<Long> ids = writable.rows().entrySet().stream()
        .filter(entry -> meant.test(entry.getValue())).map(Map.Entry::getKey).toList();
    writable.delete(ids);
    return ids.size();
  }

  @Override
  public Found aggregate(TableSchema table, Aggregation aggregation, Limits limits) {
    List<Row> groups =
        MemoryAggregates.of(aggregation, meant(table.name(), aggregation.where()).toList());
    Integer limit = aggregation.limit();
    Stream<Row> ordered = groups.stream().sorted(comparator(aggregation.order()));
    return bounded(MemoryAggregates.columns(aggregation), ordered.iterator(),
        limit == null ? limits.maxRows() : Math.min(limit, limits.maxRows()), limits.maxBytes());
  }

  @Override
  public Found walk(TableSchema table, TreeQuery tree, boolean down, Limits limits) {
    MemoryTable records = draft.table(table.name());
    var walk = new MemoryWalk(records, tree);
    return bounded(walk.columns(), (down ? walk.descendants() : walk.ancestors()).iterator(),
        limits.maxRows(), limits.maxBytes());
  }

  private Stream<Row> meant(String table, Filter where) {
    return draft.table(table).rows().values().stream().filter(filters.of(where));
  }

  private Stream<Row> ordered(Query query) {
    Columns columns = columns(query);
    Stream<Row> rows = meant(query.table(), query.where());
    return (query.order().isEmpty() ? rows : rows.sorted(comparator(query.order())))
        .skip(query.offset()).map(row -> projected(row, columns));
  }

  /** The order of rows. */
  Comparator<Row> comparator(List<Order> order) {
    Comparator<Row> all = Comparator.comparingInt(row -> 0);
    for (Order part : order) {
      Comparator<Row> one = (left, right) -> compare(left.value(part.field()).orElse(null),
          right.value(part.field()).orElse(null));
      all = all.thenComparing(part.descending() ? one.reversed() : one);
    }
    return all;
  }

  /** The order of two values of a column. */
  int compare(@Nullable Object left, @Nullable Object right) {
    return MemoryValues.compareNullsFirst(left, right);
  }

  private Columns columns(Query query) {
    return query.select().isEmpty()
        ? draft.table(query.table()).columns()
        : Columns.of(query.select());
  }

  private static Row projected(Row row, Columns columns) {
    @Nullable
    Object[] values = new @Nullable Object[columns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.value(columns.name(i)).orElse(null);
    }
    return Row.owning(columns, values);
  }

  private static Row oldRow(MemoryTable table, Long id) {
    Row row = table.rows().get(id);
    if (row == null) {
      throw new IllegalStateException("a key leads to no record");
    }
    return row;
  }

  @Override
  public void createTable(TableDefinition table) {
    draft.put(table.name(), MemoryTable.of(table));
  }

  @Override
  public void dropTable(String table) {
    draft.remove(table);
  }

  @Override
  public void addColumn(String table, ColumnDefinition column) {
    MemoryTable known = draft.table(table);
    draft.put(table, known.redefined(known.definition().column(column), known.indexes()));
  }

  @Override
  public void createIndex(IndexDefinition index) {
    MemoryTable known = draft.table(index.table());
    var all = new ArrayList<>(known.indexes());
    all.add(index);
    draft.put(index.table(), known.redefined(known.definition(), all));
  }

  @Override
  public void dropIndex(String table, String index) {
    MemoryTable known = draft.table(table);
    draft.put(table, known.redefined(known.definition(),
        known.indexes().stream().filter(each -> !each.name().equals(index)).toList()));
  }

  @Override
  public List<String> listSchemas() {
    return List.of("");
  }

  @Override
  public List<TableSummary> listTables() {
    return draft.tables().keySet().stream().sorted()
        .map(name -> new TableSummary("", name, TableKind.TABLE)).toList();
  }

  @Override
  public Optional<TableDescription> describe(String table) {
    return draft.find(table).map(MemoryDescriptions::of);
  }

  @Override
  public void savepoint(String name) {
    draft.savepoint(name);
  }

  @Override
  public void rollbackTo(String name) {
    draft.rollbackTo(name);
  }

  @Override
  public void releaseSavepoint(String name) {
    draft.release(name);
  }

  @Override
  public void ping() {}

  @Override
  public ServerInformation serverInformation() {
    return new ServerInformation("Memory", "1", "none", Map.of());
  }

  @Override
  public Found query(Statement statement, Limits limits) {
    throw lacking(Capability.NATIVE_STATEMENTS);
  }

  @Override
  public RowCursor open(Statement statement) {
    throw lacking(Capability.NATIVE_STATEMENTS);
  }

  @Override
  public long execute(Statement statement) {
    throw lacking(Capability.NATIVE_STATEMENTS);
  }

  @Override
  public List<Long> executeBatch(String text, List<List<?>> parameters) {
    throw lacking(Capability.NATIVE_STATEMENTS);
  }

  @Override
  public Found call(RoutineCall call, Limits limits) {
    throw lacking(Capability.ROUTINES);
  }

  @Override
  public List<RoutineDescription> listRoutines() {
    throw lacking(Capability.ROUTINES);
  }

  @Override
  public List<TriggerDescription> listTriggers() {
    throw lacking(Capability.TRIGGERS);
  }

  @Override
  public List<SequenceDescription> listSequences() {
    throw lacking(Capability.SEQUENCES);
  }

  private static DatabaseException lacking(Capability capability) {
    return new DatabaseException(ErrorCode.UNSUPPORTED, "memory has no " + capability);
  }
}
