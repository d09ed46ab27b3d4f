package dev.plinth.sqlite;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.PoolOptions;
import dev.plinth.ProviderInfo;
import dev.plinth.health.PoolStatistics;
import dev.plinth.sqlite.SqliteLocation.InFile;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.serving.Answers;
import dev.plinth.support.serving.LeaseGuard;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** SQLite: one writer, and readers beside it. In memory the writer does everything; where nothing may be written there is none. */
final class SqliteEngine implements Engine {
  private final ProviderInfo info;
  private final SqliteSettings settings;
  private final PoolOptions pool;
  private final SqliteDialect dialect;
  private final @Nullable SqliteWriter writer;
  private final @Nullable SqliteReaders readers;
  private final @Nullable ReaderPool readerPool;

  SqliteEngine(SqliteSettings settings, String url, Options options) {
    this.info = new ProviderInfo(SqliteProviderFactory.BACKEND, url, ChronoUnit.MICROS);
    this.settings = settings;
    this.pool = options.pool();
    this.dialect = new SqliteDialect(settings);
    InFile file = settings.location() instanceof InFile inFile ? inFile : null;
    var watch = new FileWatch(file == null ? null : file.path());
    var connections =
        new SqliteConnections(settings, dialect, watch, options.pool().connectTimeout());
    LeaseGuard guard = LeaseGuard.of(options);
    this.writer = file != null && settings.readOnly()
        ? null
        : new SqliteWriter(new LaneSlot(connections::openWriter, watch, file != null), guard,
            pool.maxQueue());
    this.readerPool = file == null ? null : new ReaderPool(connections, pool);
    this.readers = readerPool == null
        ? null
        : new SqliteReaders(pool, new Reader.Environment(readerPool, this::awaitFile, watch, guard,
            pool.idleTimeout(), pool.maxLifetime()));
  }

  /** Opens the first connection, so that what is wrong shows now. */
  CompletableFuture<@Nullable Void> open() {
    SqliteWriter writes = writer;
    if (writes != null) {
      return writes.execute(lane -> {
      });
    }
    var opened = new CompletableFuture<@Nullable Void>();
    submit(new Call<@Nullable Void>(WorkKind.READ, session -> {
      session.ping();
      return null;
    }, System.nanoTime() + pool.connectTimeout().toNanos(), new Call.Completion<>() {
      @Override
      public void succeeded(Call<@Nullable Void> call, @Nullable Void nothing) {
        opened.complete(null);
      }

      @Override
      public void failed(Call<@Nullable Void> call, Throwable failure) {
        opened.completeExceptionally(failure);
      }
    }));
    return opened;
  }

  /** A reader can open the file only when the writer has made it. */
  private void awaitFile() {
    SqliteWriter writes = writer;
    if (writes == null || writes.isOpen()) {
      return;
    }
    try {
      writes.execute(lane -> {
      }).get(pool.connectTimeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof DatabaseException known ? known : notOpened();
    } catch (TimeoutException | InterruptedException late) {
      throw notOpened();
    }
  }

  private static DatabaseException notOpened() {
    return new DatabaseException(ErrorCode.CONNECTION_FAILED,
        "the database file could not be opened in time; is another process setting it up?");
  }

  @Override
  public ProviderInfo info() {
    return info;
  }

  @Override
  public Set<Capability> capabilities() {
    Set<Capability> capabilities = EnumSet.allOf(Capability.class);
    capabilities.removeAll(
        EnumSet.of(Capability.ROUTINES, Capability.SCHEMAS, Capability.SEQUENCES,
            Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES));
    if (!(settings.location() instanceof InFile)) {
      capabilities.remove(Capability.DURABLE);
    }
    return capabilities;
  }

  @Override
  public void submit(Call<?> call) {
    if (call.kind() == WorkKind.READ && readers != null) {
      readers.submit(call);
    } else if (writer != null) {
      writer.submit(call);
    } else {
      Answers.fail(call, readOnly());
    }
  }

  @Override
  public void awaited(Call<?> call) {
    if (call.kind() == WorkKind.READ && readers != null) {
      readers.awaited(call);
    }
  }

  @Override
  public void lease(Call<Lease> call, LeaseOptions options) {
    if (options.options().readOnly() && readers != null) {
      readers.lease(call, options);
    } else if (writer != null) {
      writer.lease(call, options);
    } else {
      Answers.fail(call, readOnly());
    }
  }

  @Override
  public NativeStatement inspect(String text) {
    return dialect.parse(text).classification();
  }

  @Override
  public void migratePlatform(Call<@Nullable Void> call) {
    if (writer == null) {
      Answers.fail(call, readOnly());
    } else {
      new PlatformSetup(writer, dialect, settings.location()).run(call);
    }
  }

  @Override
  public PoolStatistics poolStatistics() {
    int writing = writer != null && writer.isBusy() ? 1 : 0;
    int waitingToWrite = writer == null ? 0 : writer.waiting();
    int open = writer != null && writer.isOpen() ? 1 : 0;
    int reading = readers == null ? 0 : readers.active();
    int waiting = waitingToWrite + (readers == null ? 0 : readers.waiting());
    return new PoolStatistics(writing + reading,
        Math.max(0, open - writing) + (readers == null ? 0 : readers.idle()),
        (writer == null ? 0 : 1) + (readers == null ? 0 : pool.maxSize()), waiting,
        waiting + writing + reading);
  }

  /** The writer last: who closes a file last moves into it what was only in its log. */
  @Override
  public CompletableFuture<@Nullable Void> closeAsync() {
    SqliteReaders reads = readers;
    SqliteWriter writes = writer;
    if (reads == null) {
      return Objects.requireNonNull(writes, "writer").closeAsync();
    }
    CompletableFuture<@Nullable Void> closed = reads.closeAsync().thenApply(done -> {
      closePool();
      return null;
    });
    return writes == null ? closed : closed.thenCompose(done -> writes.closeAsync());
  }

  private void closePool() {
    if (readerPool != null) {
      readerPool.close();
    }
  }

  static DatabaseException closed() {
    return new DatabaseException(ErrorCode.NOT_CONNECTED, "the database is closed");
  }

  private static DatabaseException readOnly() {
    return new DatabaseException(ErrorCode.ACCESS_DENIED,
        "the database was opened with read-only options");
  }
}
