package dev.plinth.benchmarks;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A million rows into an empty table of a server. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx1g")
public class ServerBulkBenchmark {
  private static final int ROWS = 1_000_000;
  private static final int CHUNK = 100_000;

  /** A table that is emptied after each shot. */
  @State(Scope.Benchmark)
  public static class Table {
    private final DatabaseProvider database = Databases.open(ServerTarget.url(),
        Options.defaults().withTimeout(Duration.ofMinutes(5))).join();

    /** Drops and creates it. */
    @TearDown(Level.Invocation)
    public void empty() {
      database.dropTable("notes").join();
      Notes.create(database, 0);
    }

    /** Closes the handle. */
    @TearDown
    public void close() {
      database.close();
    }
  }

  /** Plinth: one insertAll of 100,000 rows after the other; while one travels the rows of the next are made. */
  @Benchmark
  public long plinth(Table table) {
    CompletableFuture<?> travelling = CompletableFuture.completedFuture(null);
    for (long first = 1; first <= ROWS; first += CHUNK) {
      List<Row> rows = Notes.rows(first, CHUNK);
      Object unused = travelling.join();
      travelling = table.database.insertAll("notes", rows);
    }
    Object unused = travelling.join();
    return ROWS;
  }

  /** COPY by hand. */
  @Benchmark
  public long copy(Table table) throws SQLException, IOException {
    return BulkCalls.copy(ROWS);
  }

  /** LOAD DATA LOCAL by hand, MariaDB's driver. */
  @Benchmark
  public long loadByMariaDb(Table table) throws SQLException {
    return BulkCalls.loadByMariaDb(ROWS);
  }

  /** LOAD DATA LOCAL by hand, Connector/J. */
  @Benchmark
  public long loadByMysql(Table table) throws SQLException {
    return BulkCalls.loadByMysql(ROWS);
  }

  /** MongoDB's driver by hand. */
  @Benchmark
  public long insertMany(Table table) {
    return BulkCalls.insertMany(ROWS);
  }
}
