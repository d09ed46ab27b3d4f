package dev.plinth.benchmarks;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import dev.plinth.data.InsertOptions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A million rows into an empty table in one transaction, with a heap that could not hold them. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx64m")
public class BulkInsertBenchmark {
  private static final int ROWS = 1_000_000;
  private static final int CHUNK = 10_000;
  private static final TransactionOptions TRANSACTION =
      TransactionOptions.defaults().withTimeout(Duration.ofMinutes(5));

  /** An empty table. */
  @State(Scope.Benchmark)
  @SuppressWarnings("NullAway.Init") // JMH calls create first
  public static class EmptyTable {
    private Scratch scratch;

    /** Creates it. */
    @Setup(Level.Invocation)
    public void create() {
      scratch = Scratch.withNotes(0);
    }

    /** Deletes the file. */
    @TearDown(Level.Invocation)
    public void close() {
      scratch.close();
    }
  }

  /** Plinth: insertAll of 10,000 rows after the other. */
  @Benchmark
  public long plinth(EmptyTable table) {
    try (DatabaseProvider database = table.scratch.open(Options.defaults())) {
      return database.inTransaction(TRANSACTION, tx -> insertFrom(1, tx)).join();
    }
  }

  private static CompletableFuture<Long> insertFrom(long id, Transaction tx) {
    if (id > ROWS) {
      return CompletableFuture.completedFuture(id);
    }
    return tx.insertAll("notes", Notes.rows(id, CHUNK), InsertOptions.defaults())
        .thenCompose(done -> insertFrom(id + CHUNK, tx));
  }

  /** By hand: addBatch, executed each 1,000 rows. */
  @Benchmark
  public long byHand(EmptyTable table) throws SQLException {
    try (Connection connection = PlainSqlite.connect(table.scratch.file())) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(Notes.INSERT)) {
        for (long id = 1; id <= ROWS; id++) {
          insert.setLong(1, id);
          insert.setString(2, Notes.title(id));
          insert.setLong(3, Notes.stars(id));
          insert.addBatch();
          if (id % 1000 == 0) {
            insert.executeBatch();
          }
        }
      }
      connection.commit();
      return ROWS;
    }
  }
}
