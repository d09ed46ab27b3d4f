package dev.plinth.sqlite;

import static dev.plinth.data.Filter.field;
import static dev.plinth.sqlite.Sqlite.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.WorkKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reads that a thread which waits for them does itself. */
@Timeout(180)
final class OwnReadsTest {
  private static final int HABIT = 20;
  private static final int ROWS = 50;
  private static final String ENDLESS =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) AS n FROM n";

  @TempDir
  private Path folder;
  private Path file;
  private DatabaseProvider database;
  private final ExecutorService platformThread = Executors.newSingleThreadExecutor();

  @BeforeEach
  void fill() {
    file = folder.resolve("app.db");
    database = Sqlite.open(file);
    await(database.createTable(TableDefinition.named("notes").column("id", PortableType.LONG)
        .column("title", PortableType.TEXT).primaryKey("id")));
    for (int id = 1; id <= ROWS; id++) {
      await(database.insert("notes", Row.of("id", id, "title", "note " + id)));
    }
  }

  @AfterEach
  void close() {
    platformThread.shutdownNow();
    database.close();
  }

  @Test
  void areDoneByAThreadThatWaitsForEach() throws Exception {
    try (var reads = new Reads(file)) {
      List<Thread> readers = platformThread.submit(() -> reads.awaited(HABIT)).get();
      Thread caller = platformThread.submit(Thread::currentThread).get();
      assertThat(readers.getFirst()).isNotEqualTo(caller);
      assertThat(readers.getLast()).isEqualTo(caller);
    }
  }

  @Test
  void areDoneByReadersWhereNobodyWaits() throws Exception {
    try (var reads = new Reads(file)) {
      platformThread.submit(() -> reads.awaited(HABIT)).get();
      List<CompletableFuture<Thread>> forgotten = platformThread.submit(() -> {
        List<CompletableFuture<Thread>> sent = new ArrayList<>();
        for (int read = 0; read < 3; read++) {
          sent.add(reads.send(false));
        }
        return sent;
      }).get();
      Thread caller = platformThread.submit(Thread::currentThread).get();
      for (CompletableFuture<Thread> read : forgotten) {
        assertThat(await(read)).isNotEqualTo(caller);
      }
    }
  }

  @Test
  void areDoneByReadersForVirtualThreads() throws Exception {
    try (var reads = new Reads(file);
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      assertThat(virtual.submit(() -> reads.awaited(HABIT)).get())
          .noneMatch(Thread::isVirtual);
    }
  }

  @Test
  void endAtTheirDeadline() throws Exception {
    platformThread.submit(() -> {
      acquireHabit();
      DatabaseProvider hasty = database.withTimeout(Duration.ofMillis(300));
      assertThatThrownBy(() -> hasty.query(Statement.of(ENDLESS)).join())
          .cause()
          .isInstanceOfSatisfying(DatabaseException.class,
              failure -> assertThat(failure.code()).isEqualTo(ErrorCode.TIMEOUT));
      acquireHabit();
    }).get();
  }

  @Test
  void endWhenAnotherThreadCancels() throws Exception {
    var sent = new CompletableFuture<CompletableFuture<?>>();
    Future<?> joined = platformThread.submit(() -> {
      acquireHabit();
      CompletableFuture<?> endless = database.query(Statement.of(ENDLESS));
      sent.complete(endless);
      assertThatThrownBy(endless::join).isInstanceOf(CancellationException.class);
      acquireHabit();
    });
    CompletableFuture<?> endless = sent.get();
    while (database.poolStatistics().active() == 0) {
      Thread.onSpinWait();
    }
    endless.cancel(true);
    joined.get();
  }

  @Test
  void areAllAnsweredWhoeverWaitsForThem() throws Exception {
    List<Future<?>> callers = new ArrayList<>();
    try (ExecutorService platform = Executors.newCachedThreadPool();
        ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int caller = 0; caller < 16; caller++) {
        callers.add(platform.submit(() -> readInTurns(500)));
        callers.add(virtual.submit(() -> readInTurns(500)));
      }
      for (Future<?> caller : callers) {
        caller.get();
      }
    }
    assertThat(database.poolStatistics().waiting()).isZero();
  }

  @Test
  void doNotKeepADatabaseFromClosing() throws Exception {
    for (int round = 0; round < 20; round++) {
      DatabaseProvider closing = Sqlite.open(file);
      Future<?> reading = platformThread.submit(() -> {
        Throwable end = null;
        while (end == null) {
          end = failure(closing.find(note(1)));
        }
        assertThat(end).isInstanceOfSatisfying(DatabaseException.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.NOT_CONNECTED));
      });
      await(closing.find(note(1)));
      closing.closeAsync().get(30, TimeUnit.SECONDS);
      reading.get();
    }
  }

  private static Query note(int id) {
    return Query.from("notes").where(field("id").eq(id));
  }

  /** Waits for a read; what it failed with, null if it did not. */
  private static @Nullable Throwable failure(CompletableFuture<?> read) {
    try {
      read.join();
      return null;
    } catch (CompletionException failed) {
      return failed.getCause();
    }
  }

  private void acquireHabit() {
    for (int read = 0; read < HABIT; read++) {
      assertThat(database.find(note(1)).join()).hasSize(1);
    }
  }

  /** Waits for most reads at once, for some later, for some through a stage, and for the last in a thread of its own. */
  private void readInTurns(int rounds) {
    for (int round = 0; round < rounds; round++) {
      int id = 1 + round % ROWS;
      CompletableFuture<?> read = database.find(note(id));
      if (round % 13 == 0) {
        List<CompletableFuture<?>> later = new ArrayList<>(List.of(read));
        later.add(database.find(note(id)));
        later.forEach(CompletableFuture::join);
      } else if (round % 17 == 0) {
        read.thenApply(row -> row).join();
      } else if (round % 19 == 0) {
        ThreadFactory other = Thread.ofVirtual().factory();
        other.newThread(read::join).start();
      } else {
        read.join();
      }
    }
  }

  /** Calls of an engine that tell which thread they ran on. */
  private static final class Reads implements AutoCloseable {
    private final SqliteEngine engine;

    Reads(Path file) {
      String url = "sqlite:" + file;
      engine = new SqliteEngine(
          SqliteSettings.of(DatabaseUrl.parse(url), Options.defaults()), url, Options.defaults());
      await(engine.open());
    }

    /** The threads of as many reads, of which each is waited for. */
    List<Thread> awaited(int count) throws Exception {
      List<Thread> threads = new ArrayList<>();
      for (int read = 0; read < count; read++) {
        threads.add(send(true).get(30, TimeUnit.SECONDS));
      }
      return threads;
    }

    CompletableFuture<Thread> send(boolean awaited) {
      var reader = new CompletableFuture<Thread>();
      var call = new Call<Thread>(WorkKind.READ, session -> {
        session.ping();
        return Thread.currentThread();
      }, System.nanoTime() + TimeUnit.SECONDS.toNanos(30), new Call.Completion<>() {
        @Override
        public void succeeded(Call<Thread> ended, Thread thread) {
          reader.complete(thread);
        }

        @Override
        public void failed(Call<Thread> ended, Throwable failure) {
          reader.completeExceptionally(failure);
        }
      });
      engine.submit(call);
      if (awaited) {
        engine.awaited(call);
      }
      return reader;
    }

    @Override
    public void close() {
      await(engine.closeAsync());
    }
  }
}
