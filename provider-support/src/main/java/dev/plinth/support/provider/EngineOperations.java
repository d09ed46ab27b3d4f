package dev.plinth.support.provider;

import dev.plinth.AccessLevel;
import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.QueryOperations;
import dev.plinth.RecordOperations;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter;
import dev.plinth.data.InsertOptions;
import dev.plinth.data.InsertResult;
import dev.plinth.data.Query;
import dev.plinth.data.RoutineCall;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.Statement;
import dev.plinth.data.TargetedUpdate;
import dev.plinth.data.TreeQuery;
import dev.plinth.data.Update;
import dev.plinth.data.UpsertOutcome;
import dev.plinth.support.engine.Found;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.ReadOnlyWork;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.Work;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.pipeline.NativeAccess;
import dev.plinth.support.pipeline.Request;
import dev.plinth.support.pipeline.View;
import dev.plinth.support.records.Catalog;
import dev.plinth.support.records.RecordWorks;
import dev.plinth.support.records.RecordWorks.OnTable;
import dev.plinth.support.stores.EngineStores;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The roles that a handle and a transaction have in common, written once over a {@link Dispatcher}.
 */
abstract class EngineOperations
    implements
      RecordOperations,
      QueryOperations,
      EngineStores,
      Dispatcher {
  /** More records than this are written in a transaction of their own, so that they hold up nobody's batch. */
  private static final int SHARED_BATCH = 100;

  final EngineContext context;

  EngineOperations(EngineContext context) {
    this.context = context;
  }

  /** What this handle allows. */
  abstract View view();

  /** The tables as this handle sees them. */
  abstract Catalog catalog();

  /** A cold stream. */
  abstract Flow.Publisher<Row> publish(Request request, Work<RowCursor> opening);

  @Override
  public Dispatcher dispatcher() {
    return this;
  }

  @Override
  public CompletableFuture<Row> insert(String table, Row row) {
    Objects.requireNonNull(row, "row");
    return onTable(context.singles().insert(table), table, context.works().insert(row));
  }

  @Override
  public CompletableFuture<InsertResult> insertAll(String table, List<Row> rows,
      InsertOptions options) {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(options, "options");
    List<Row> copy = List.copyOf(rows);
    Request request = several("insertAll", table, copy.size());
    return copy.isEmpty()
        ? dispatch(request, session -> new InsertResult(0, 0, 0))
        : onTable(request, table, context.works().insertAll(copy, options));
  }

  @Override
  public CompletableFuture<UpsertOutcome> upsert(String table, Row row, String... conflictKeys) {
    Objects.requireNonNull(row, "row");
    List<String> keys = List.of(conflictKeys);
    return onTable(several("upsert", table, 1), table, context.works().upsert(row, keys));
  }

  @Override
  public CompletableFuture<Rows> find(Query query) {
    return onTable(Request.read("find", query.table()), query.table(),
        context.works().find(query, view().limits()));
  }

  @Override
  public CompletableFuture<Optional<Row>> findOne(Query query) {
    return onTable(context.singles().findOne(query.table()), query.table(),
        context.works().findOne(query));
  }

  @Override
  public Flow.Publisher<Row> findStream(Query query) {
    return publish(Request.read("findStream", query.table()),
        RecordWorks.lookingUp(catalog(), query.table(), context.works().open(query)));
  }

  @Override
  public CompletableFuture<Long> count(String table, Filter where) {
    Objects.requireNonNull(where, "where");
    return onTable(Request.read("count", table), table, context.works().count(where));
  }

  @Override
  public CompletableFuture<Boolean> exists(String table, Filter where) {
    Objects.requireNonNull(where, "where");
    return onTable(Request.read("exists", table), table, context.works().exists(where));
  }

  @Override
  public CompletableFuture<Long> update(String table, Filter where, Update update) {
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(update, "update");
    return onTable(context.singles().update(table), table,
        changing("update", List.of(update), context.works().update(where, update)));
  }

  @Override
  public CompletableFuture<Long> updateAll(String table, List<TargetedUpdate> updates) {
    Objects.requireNonNull(table, "table");
    List<TargetedUpdate> copy = List.copyOf(updates);
    return onTable(several("updateAll", table, copy.size()), table,
        changing("updateAll", copy.stream().map(TargetedUpdate::update).toList(),
            context.works().updateAll(copy)));
  }

  @Override
  public CompletableFuture<Long> updateVersioned(String table, Filter where, Update update,
      String versionColumn,
      long expectedVersion) {
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(update, "update");
    Objects.requireNonNull(versionColumn, "versionColumn");
    return onTable(several("updateVersioned", table, 1), table,
        changing("updateVersioned", List.of(update),
            context.works().updateVersioned(where, update, versionColumn, expectedVersion)));
  }

  private RecordWorks.OnTable<Long> changing(String operation, List<Update> updates,
      RecordWorks.OnTable<Long> work) {
    return changesLists(updates) ? table -> {
      context.require(Capability.LIST_UPDATES, operation + " of a list");
      return work.apply(table);
    } : work;
  }

  /** Asked for each update, most of which have one change: not by streams. */
  private static boolean changesLists(List<Update> updates) {
    for (Update update : updates) {
      for (Update.Change change : update.changes()) {
        if (change instanceof Update.ListChange) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public CompletableFuture<Long> delete(String table, Filter where) {
    Objects.requireNonNull(where, "where");
    return onTable(context.singles().delete(table), table, context.works().delete(where));
  }

  @Override
  public CompletableFuture<Rows> aggregate(Aggregation aggregation) {
    return onTable(Request.read("aggregate", aggregation.table()), aggregation.table(),
        context.works().aggregate(aggregation, view().limits()));
  }

  @Override
  public CompletableFuture<Rows> findDescendants(TreeQuery tree) {
    return walk("findDescendants", tree, true);
  }

  @Override
  public CompletableFuture<Rows> findAncestors(TreeQuery tree) {
    return walk("findAncestors", tree, false);
  }

  private CompletableFuture<Rows> walk(String operation, TreeQuery tree, boolean down) {
    Request request = Request.read(operation, tree.table());
    return onTable(request, tree.table(), table -> {
      context.require(Capability.TREE_QUERIES, operation);
      return context.works().walk(tree, down, view().limits()).apply(table);
    });
  }

  @Override
  public CompletableFuture<Rows> query(Statement statement) {
    return onNative("query", statement.text(), WorkKind.WRITE,
        session -> RecordWorks.rows(session.query(statement, view().limits())));
  }

  @Override
  public CompletableFuture<Optional<Row>> queryOne(Statement statement) {
    return onNative("queryOne", statement.text(), WorkKind.WRITE,
        session -> session.query(statement, view().limits().withMaxRows(1)).rows().stream()
            .findFirst());
  }

  @Override
  public <T> CompletableFuture<Optional<T>> queryScalar(Statement statement, Class<T> type) {
    Objects.requireNonNull(type, "type");
    return onNative("queryScalar", statement.text(), WorkKind.WRITE, session -> {
      Found found = session.query(statement, view().limits().withMaxRows(1));
      return found.rows().stream().findFirst()
          .flatMap(row -> row.optional(found.columns().name(0), type));
    });
  }

  @Override
  public Flow.Publisher<Row> queryStream(Statement statement) {
    Objects.requireNonNull(statement, "statement");
    try {
      context.require(Capability.NATIVE_STATEMENTS, "queryStream");
      NativeStatement known = context.engine().inspect(statement.text());
      requireTables("queryStream", known);
      requireReadable(known);
      return publish(new Request("queryStream", null, WorkKind.READ, known.level()),
          session -> session.open(statement));
    } catch (DatabaseException invalid) {
      return publish(Request.schema("queryStream", null), session -> {
        throw invalid;
      });
    }
  }

  private static void requireReadable(NativeStatement known) {
    if (known.kind() != WorkKind.READ) {
      throw new DatabaseException(ErrorCode.INVALID_QUERY,
          "a stream takes a statement that reads alone; run this one by query or execute");
    }
  }

  @Override
  public CompletableFuture<Long> execute(Statement statement) {
    return onNative("execute", statement.text(), WorkKind.WRITE,
        session -> session.execute(statement));
  }

  @Override
  public CompletableFuture<List<Long>> executeBatch(String text, List<List<?>> parameters) {
    List<List<?>> copy = List.copyOf(parameters);
    return onNative("executeBatch", text,
        copy.size() > SHARED_BATCH ? WorkKind.ALONE : WorkKind.WRITE_UNIT,
        session -> session.executeBatch(text, copy));
  }

  @Override
  public CompletableFuture<Rows> callRoutine(RoutineCall call) {
    Objects.requireNonNull(call, "call");
    Request request = new Request("callRoutine", null, WorkKind.ALONE, AccessLevel.ADMIN);
    return checked(request, () -> {
      context.require(Capability.ROUTINES, "callRoutine");
      unlessRefused(NativeAccess.refusalOfAnything(view().access(), "callRoutine"));
      return dispatch(request, session -> RecordWorks.rows(session.call(call, view().limits())));
    });
  }

  private <T extends @Nullable Object> CompletableFuture<T> onNative(String operation, String text,
      WorkKind writing,
      Work<T> work) {
    Objects.requireNonNull(text, "text");
    // Where its level is not known yet the text counts as the highest one, so that it tells a narrow handle nothing.
    Request unknown = new Request(operation, null, WorkKind.ALONE, AccessLevel.READ_ONLY);
    return checked(unknown, () -> {
      context.require(Capability.NATIVE_STATEMENTS, operation);
      NativeStatement known = context.engine().inspect(text);
      requireTables(operation, known);
      WorkKind kind = known.kind() == WorkKind.WRITE ? writing : known.kind();
      var request = new Request(operation, null, kind, known.level());
      return dispatch(request, guarded(work, known));
    });
  }

  private <T extends @Nullable Object> Work<T> guarded(Work<T> work, NativeStatement known) {
    if (known.level().allows(AccessLevel.DDL)) {
      return forgettingTables(work);
    }
    return view().access().level() == AccessLevel.READ_ONLY ? new ReadOnlyWork<>(work) : work;
  }

  private void requireTables(String operation, NativeStatement statement) {
    // The level comes first: its refusal says more than that of a table.
    if (view().access().level().allows(statement.level())) {
      unlessRefused(NativeAccess.refusal(view().access(), operation, statement));
    }
  }

  private static void unlessRefused(@Nullable DatabaseException refusal) {
    if (refusal != null) {
      throw refusal;
    }
  }

  /** Runs work after which any table may be another one. */
  <T extends @Nullable Object> Work<T> forgettingTables(Work<T> work) {
    return session -> {
      try {
        return work.run(session);
      } finally {
        catalog().clear();
      }
    };
  }

  /** Sends work on a table, checked on the caller's thread if the table is known. */
  final <T extends @Nullable Object> CompletableFuture<T> onTable(Request request, String table,
      OnTable<T> prepared) {
    Objects.requireNonNull(table, "table");
    try {
      Work<T> known = RecordWorks.ifKnown(catalog(), table, prepared);
      return dispatch(request,
          known == null ? RecordWorks.lookingUp(catalog(), table, prepared) : known);
    } catch (DatabaseException invalid) {
      return refuse(request, invalid);
    }
  }

  private interface Sending<T extends @Nullable Object> {
    CompletableFuture<T> send();
  }

  private <T extends @Nullable Object> CompletableFuture<T> checked(Request request,
      Sending<T> sending) {
    try {
      return sending.send();
    } catch (DatabaseException invalid) {
      return refuse(request, invalid);
    }
  }

  private static Request several(String operation, String table, int records) {
    WorkKind kind = records > SHARED_BATCH ? WorkKind.ALONE : WorkKind.WRITE_UNIT;
    return new Request(operation, table, kind, AccessLevel.DML);
  }
}
