package dev.plinth.support.pooled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.PoolOptions;
import dev.plinth.ProviderInfo;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.TableSchema;
import dev.plinth.support.engine.Work;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.records.PointDelete;
import dev.plinth.support.records.PointInsert;
import dev.plinth.support.records.PointRead;
import dev.plinth.support.records.PointUpdate;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** An engine on a {@link FakeServer}, and calls on its table. */
abstract class PooledTest {
  static final TableSchema TABLE = new TableSchema(new TableDescription("", "notes",
      TableKind.TABLE, List.of(column("id", PortableType.LONG), column("n", PortableType.LONG)),
      List.of("id"), List.of(), List.of(), List.of(), List.of()));

  /** With one lane it is certain what travels together. */
  private static final Batching ONE_LANE =
      new Batching(1, 1, 64, false, table -> true, table -> true, Batching::isExact);

  final FakeServer server = new FakeServer();
  final PooledEngine engine = engine(ONE_LANE);

  private static ColumnDescription column(String name, PortableType type) {
    return new ColumnDescription(name, type, "bigint", false, false, null, null);
  }

  final PooledEngine engine(Batching batching) {
    TABLE.schedule("a queue of another engine is of no use");
    return new PooledEngine(new ProviderInfo("fake", "fake:", ChronoUnit.MICROS),
        () -> Set.of(Capability.TRANSACTIONS), server, batching, () -> {
        }, Options.defaults().withPool(PoolOptions.defaults().withMaxSize(4).withMaxQueue(200)),
        text -> {
          throw new AssertionError("nothing native here");
        });
  }

  @AfterEach
  final void closeEngine() {
    engine.closeAsync().join();
  }

  /** A call and how it ends. */
  static final class Sent<T extends @Nullable Object> implements Call.Completion<T> {
    final Call<T> call;
    final CompletableFuture<T> end = new CompletableFuture<>();

    Sent(WorkKind kind, Work<T> work) {
      this.call = new Call<>(kind, work, System.nanoTime() + Duration.ofMinutes(1).toNanos(), this);
    }

    @Override
    public void succeeded(Call<T> ended, T value) {
      end.complete(value);
    }

    @Override
    public void failed(Call<T> ended, Throwable failure) {
      end.completeExceptionally(failure);
    }

    T value() {
      return end.orTimeout(20, TimeUnit.SECONDS).join();
    }

    ErrorCode code() {
      await(() -> end.isDone());
      return ((DatabaseException) end.exceptionNow()).code();
    }
  }

  static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(2))
        .until(condition);
  }

  final <T extends @Nullable Object> Sent<T> send(WorkKind kind, Work<T> work) {
    var sent = new Sent<>(kind, work);
    engine.submit(sent.call);
    return sent;
  }

  final Sent<Optional<Row>> read(long id) {
    Sent<Optional<Row>> sent = reading(id);
    engine.submit(sent.call);
    return sent;
  }

  final Sent<Optional<Row>> reading(long id) {
    return new Sent<>(WorkKind.READ, new PointRead(TABLE, Query.from("notes").where(key(id))));
  }

  final Sent<Row> insert(long id) {
    return send(WorkKind.WRITE, new PointInsert(TABLE, Row.of("id", id, "n", 0L)));
  }

  final Sent<Long> increment(long id) {
    return send(WorkKind.WRITE,
        new PointUpdate(TABLE, key(id), Update.none().increment("n", 1L)));
  }

  final Sent<Long> delete(long id) {
    return send(WorkKind.WRITE, new PointDelete(TABLE, key(id)));
  }

  private static Filter key(long id) {
    return Filter.field("id").eq(id);
  }

  final void stored(long... ids) {
    for (long id : ids) {
      server.records.put(id, Row.of("id", id, "n", 0L));
    }
  }

  /** Holds the first statements of a name until the future completes, so that what comes meanwhile waits. */
  final CompletableFuture<Void> holding(String statement, int times) {
    var goOn = new CompletableFuture<Void>();
    var left = new AtomicInteger(times);
    server.incident = (connection, text) -> {
      if (text.startsWith(statement) && left.getAndDecrement() > 0) {
        connection.await(goOn);
      }
    };
    return goOn;
  }

  final void awaitStatements(int count) {
    await(() -> server.statements.size() >= count);
    assertThat(server.statements).hasSize(count);
  }
}
