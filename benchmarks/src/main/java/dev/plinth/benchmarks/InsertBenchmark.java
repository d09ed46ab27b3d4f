package dev.plinth.benchmarks;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Durable single inserts; each caller waits for its own before it sends the next. */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 1)
@Measurement(iterations = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class InsertBenchmark {
  /** Plinth as it comes. */
  @State(Scope.Benchmark)
  public static class Plinth {
    private final Scratch scratch = Scratch.withNotes(0);
    private final DatabaseProvider database = scratch.open(Options.defaults());
    private final AtomicLong ids = new AtomicLong();

    Row insert() {
      return database.insert("notes", Notes.row(ids.incrementAndGet())).join();
    }

    /** Deletes the file. */
    @TearDown
    public void close() {
      database.close();
      scratch.close();
    }
  }

  /** A pool of one connection. */
  @State(Scope.Benchmark)
  public static class Pool1 extends Pool {
    /** Opens it. */
    public Pool1() {
      super(1);
    }
  }

  /** A pool of ten connections. */
  @State(Scope.Benchmark)
  public static class Pool10 extends Pool {
    /** Opens it. */
    public Pool10() {
      super(10);
    }
  }

  /** The baseline. */
  public abstract static class Pool {
    private final Scratch scratch = Scratch.withNotes(0);
    private final PooledInserts inserts;
    private final AtomicLong ids = new AtomicLong();

    Pool(int connections) {
      inserts = new PooledInserts(scratch.file(), connections);
    }

    int insertInTransaction() throws SQLException {
      return inserts.insertInTransaction(ids.incrementAndGet());
    }

    int insertAlone() throws SQLException {
      return inserts.insertAlone(ids.incrementAndGet());
    }

    /** Deletes the file. */
    @TearDown
    public void close() {
      inserts.close();
      scratch.close();
    }
  }

  /** How many call, and for how long. */
  @State(Scope.Benchmark)
  public static class Callers {
    /** So many at once. */
    @Param("64")
    public int callers;

    /** For so long. */
    @Param("4")
    public int seconds;

    void call(Callable<?> call, Reached reached) throws InterruptedException, ExecutionException {
      ClosedLoop.Load load = ClosedLoop.run(callers, Duration.ofSeconds(seconds), call);
      reached.insertsPerSecond = Math.round(load.perSecond());
      reached.p99Micros = load.p99Nanos() / 1000;
    }
  }

  /** What they reached, as secondary results of JMH; the time of the shot means nothing. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Reached {
    /** By all callers together. */
    public long insertsPerSecond;

    /** Of a call. */
    public long p99Micros;
  }

  /** Plinth. */
  @Benchmark
  public void plinth(Plinth plinth, Callers callers, Reached reached) throws Exception {
    callers.call(plinth::insert, reached);
  }

  /** One connection, BEGIN IMMEDIATE, INSERT, COMMIT. */
  @Benchmark
  public void pool1(Pool1 pool, Callers callers, Reached reached) throws Exception {
    callers.call(pool::insertInTransaction, reached);
  }

  /** Ten connections, BEGIN IMMEDIATE, INSERT, COMMIT. */
  @Benchmark
  public void pool10(Pool10 pool, Callers callers, Reached reached) throws Exception {
    callers.call(pool::insertInTransaction, reached);
  }

  /** One connection, INSERT alone. */
  @Benchmark
  public void pool1Alone(Pool1 pool, Callers callers, Reached reached) throws Exception {
    callers.call(pool::insertAlone, reached);
  }

  /** Ten connections, INSERT alone. */
  @Benchmark
  public void pool10Alone(Pool10 pool, Callers callers, Reached reached) throws Exception {
    callers.call(pool::insertAlone, reached);
  }
}
