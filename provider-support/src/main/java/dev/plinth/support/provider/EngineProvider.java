package dev.plinth.support.provider;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.ProviderInfo;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Operation;
import dev.plinth.data.OperationResult;
import dev.plinth.data.Row;
import dev.plinth.health.Health;
import dev.plinth.health.HealthCheck;
import dev.plinth.health.HealthOptions;
import dev.plinth.health.HealthStatus;
import dev.plinth.health.PoolStatistics;
import dev.plinth.health.ServerInformation;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.RoutineDescription;
import dev.plinth.schema.SequenceDescription;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableSummary;
import dev.plinth.schema.TriggerDescription;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.RowCursor;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.Work;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.pipeline.Completions;
import dev.plinth.support.pipeline.LibraryFuture;
import dev.plinth.support.pipeline.Pipeline;
import dev.plinth.support.pipeline.Request;
import dev.plinth.support.pipeline.View;
import dev.plinth.support.records.Catalog;
import dev.plinth.support.stores.StoreContext;
import dev.plinth.support.streams.RowPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A handle on an engine, or a view of one. */
final class EngineProvider extends EngineOperations implements DatabaseProvider {
  private final OpenHandle handle;
  private final View view;

  EngineProvider(EngineContext context, OpenHandle handle, View view) {
    super(context);
    this.handle = handle;
    this.view = view;
  }

  @Override
  public StoreContext stores() {
    return context.stores();
  }

  @Override
  View view() {
    return view;
  }

  @Override
  Catalog catalog() {
    return context.catalog();
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> dispatch(Request request, Work<T> work) {
    return context.pipeline().run(handle.state(), view, request, work);
  }

  @Override
  public <P, T extends @Nullable Object> CompletableFuture<T> dispatchAfter(
      CompletableFuture<P> preparation,
      Request request, Function<? super P, Work<T>> work) {
    CompletableFuture<T> result =
        context.pipeline().send(handle.state(), view, request, view.timeout().toNanos(),
            session -> work.apply(preparation.resultNow()).run(session),
            call -> submitAfter(preparation, call));
    Completions.whenEnded(result, (value, failure) -> preparation.cancel(true));
    return result;
  }

  /** Meanwhile the call waits, and ends at its deadline or when it is cancelled as any other. */
  private void submitAfter(CompletableFuture<?> preparation, Call<?> call) {
    Completions.whenEnded(preparation, (prepared, failure) -> {
      if (failure == null) {
        context.engine().submit(call);
      } else {
        call.fail(Failures.unwrapped(failure));
      }
    });
  }

  @Override
  public <T extends @Nullable Object> CompletableFuture<T> refuse(Request request,
      DatabaseException reason) {
    return context.pipeline().refuse(handle.state(), view, request, reason);
  }

  @Override
  Flow.Publisher<Row> publish(Request request, Work<RowCursor> opening) {
    Pipeline pipeline = context.pipeline();
    return new RowPublisher(() -> new LeasedRows(context, handle.state(), view, request, opening),
        pipeline.executor(),
        pipeline.clock(), context.options().streamIdleTimeout());
  }

  @Override
  public CompletableFuture<@Nullable Void> initialize() {
    Request request = Request.schema("initialize", null);
    return context.pipeline().send(handle.state(), view, request, view.timeout().toNanos(),
        session -> {
          throw new IllegalStateException("a migration is not run on a session");
        }, call -> context.engine().migratePlatform(call));
  }

  @Override
  public ProviderInfo info() {
    return context.engine().info();
  }

  @Override
  public Set<Capability> capabilities() {
    return context.engine().capabilities();
  }

  @Override
  public DatabaseProvider withTimeout(Duration timeout) {
    return new EngineProvider(context, handle, view.withTimeout(timeout));
  }

  @Override
  public DatabaseProvider withLimits(Limits limits) {
    return new EngineProvider(context, handle, view.withLimits(limits));
  }

  @Override
  public DatabaseProvider withAccess(AccessPolicy policy) {
    return new EngineProvider(context, handle, view.withAccess(policy));
  }

  @Override
  public <T> CompletableFuture<T> inTransaction(TransactionOptions options,
      Function<? super Transaction, ? extends CompletionStage<T>> work) {
    Objects.requireNonNull(options, "options");
    Objects.requireNonNull(work, "work");
    return new Transactions<T>(context, handle.state(), view, options, work).start();
  }

  @Override
  public CompletableFuture<List<OperationResult>> executeAll(List<Operation> operations,
      TransactionOptions options) {
    List<Operation> copy = List.copyOf(operations);
    return inTransaction(options, tx -> new OperationList(tx, copy).run());
  }

  @Override
  public CompletableFuture<Boolean> createTable(TableDefinition table) {
    Objects.requireNonNull(table, "table");
    return schema("createTable", table.name(), () -> SchemaWorks.createTable(context, table));
  }

  @Override
  public CompletableFuture<Boolean> dropTable(String table) {
    Objects.requireNonNull(table, "table");
    return schema("dropTable", table, () -> SchemaWorks.dropTable(catalog(), table));
  }

  @Override
  public CompletableFuture<@Nullable Void> addColumn(String table, ColumnDefinition column) {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(column, "column");
    return schema("addColumn", table, () -> SchemaWorks.addColumn(context, table, column));
  }

  @Override
  public CompletableFuture<Boolean> createIndex(IndexDefinition index) {
    Objects.requireNonNull(index, "index");
    return schema("createIndex", index.table(), () -> SchemaWorks.createIndex(context, index));
  }

  @Override
  public CompletableFuture<Boolean> dropIndex(String table, String index) {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(index, "index");
    return schema("dropIndex", table, () -> SchemaWorks.dropIndex(catalog(), table, index));
  }

  private <T extends @Nullable Object> CompletableFuture<T> schema(String operation, String table,
      Supplier<Work<T>> work) {
    Request request = Request.schema(operation, table);
    try {
      return dispatch(request, work.get());
    } catch (DatabaseException invalid) {
      return refuse(request, invalid);
    }
  }

  @Override
  public CompletableFuture<List<String>> listSchemas() {
    return look("listSchemas", null, Session::listSchemas);
  }

  @Override
  public CompletableFuture<List<TableSummary>> listTables() {
    AccessPolicy access = view.access();
    return look("listTables", null,
        session -> session.listTables().stream().filter(table -> access.allowsTable(table.name()))
            .toList());
  }

  @Override
  public CompletableFuture<Optional<TableDescription>> describeTable(String table) {
    Objects.requireNonNull(table, "table");
    return dispatch(Request.read("describeTable", table), session -> session.describe(table));
  }

  @Override
  public CompletableFuture<List<RoutineDescription>> listRoutines() {
    return look("listRoutines", Capability.ROUTINES, Session::listRoutines);
  }

  @Override
  public CompletableFuture<List<TriggerDescription>> listTriggers() {
    return look("listTriggers", Capability.TRIGGERS, Session::listTriggers);
  }

  @Override
  public CompletableFuture<List<SequenceDescription>> listSequences() {
    return look("listSequences", Capability.SEQUENCES, Session::listSequences);
  }

  private <T> CompletableFuture<T> look(String operation, @Nullable Capability needed,
      Work<T> work) {
    Request request = new Request(operation, null, WorkKind.READ, AccessLevel.READ_ONLY);
    try {
      if (needed != null) {
        context.require(needed, operation);
      }
      return dispatch(request, work);
    } catch (DatabaseException unsupported) {
      return refuse(request, unsupported);
    }
  }

  @Override
  public CompletableFuture<Duration> ping() {
    long began = System.nanoTime();
    return look("ping", null, session -> {
      session.ping();
      return Duration.ofNanos(System.nanoTime() - began);
    });
  }

  @Override
  public CompletableFuture<Health> checkHealth(HealthOptions options) {
    Objects.requireNonNull(options, "options");
    long began = System.nanoTime();
    CompletableFuture<List<HealthCheck>> looked = look("checkHealth", null,
        session -> HealthChecks.onSession(session, options));
    CompletableFuture<Health> health = looked.handle((checks, failure) -> failure == null
        ? checks
        : unanswered(Failures.unwrapped(failure), began))
        .thenCompose(checks -> options.probeWrite()
            ? withProbe(checks)
            : CompletableFuture.completedFuture(checks))
        .thenApply(
            checks -> HealthChecks.summary(checks, checks.get(0).duration(), poolStatistics()));
    var result = new LibraryFuture<Health>(context.pipeline().executor());
    result.onAbandoned(() -> looked.cancel(true));
    Completions.forward(health, result);
    return result;
  }

  /** A server that does not answer is a result; that this handle is closed is none. */
  private static List<HealthCheck> unanswered(Throwable failure, long began) {
    if (failure instanceof DatabaseException known && known.code() == ErrorCode.NOT_CONNECTED) {
      throw known;
    }
    Duration latency = Duration.ofNanos(System.nanoTime() - began);
    return List.of(HealthChecks.failed("server", HealthStatus.DOWN, failure, latency));
  }

  private CompletableFuture<List<HealthCheck>> withProbe(List<HealthCheck> checks) {
    long began = System.nanoTime();
    return dispatch(new Request("probeWrite", null, WorkKind.WRITE_UNIT, AccessLevel.DML),
        WriteProbe.work())
        .handle((done, failure) -> {
          Duration took = Duration.ofNanos(System.nanoTime() - began);
          var all = new ArrayList<>(checks);
          all.add(failure == null
              ? new HealthCheck("write", HealthStatus.UP, took, "")
              : HealthChecks.failed("write", HealthStatus.DEGRADED, Failures.unwrapped(failure),
                  took));
          return all;
        });
  }

  @Override
  public PoolStatistics poolStatistics() {
    return context.engine().poolStatistics();
  }

  @Override
  public CompletableFuture<ServerInformation> serverInformation() {
    return look("serverInformation", null, Session::serverInformation);
  }

  @Override
  public CompletableFuture<@Nullable Void> closeAsync() {
    return handle.close();
  }

  @Override
  public void close() {
    CompletableFuture<@Nullable Void> closing = closeAsync();
    if (!LibraryExecutor.isInside()) {
      closing.join();
    }
  }

  @Override
  public String toString() {
    return "DatabaseProvider[" + info().url() + "]";
  }
}
