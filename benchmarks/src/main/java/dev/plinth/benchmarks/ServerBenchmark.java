package dev.plinth.benchmarks;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
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
import org.openjdk.jmh.annotations.Warmup;

/** Reads by key and single inserts on a server; each caller waits for its own call before it makes the next. */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 1, jvmArgsAppend = "-Xmx512m")
public class ServerBenchmark {
  /** Rows that are there to be read. */
  static final int ROWS = 100_000;

  private static final ThreadFactory PLATFORM = Thread::new;
  private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

  /** What is called, by how many, and for how long. */
  @State(Scope.Benchmark)
  public static class Load {
    /** What the callers do. */
    @Param("READS")
    public Shape shape = Shape.READS;

    /** So many at once. */
    @Param("64")
    public int callers;

    /** For so long. */
    @Param("4")
    public int seconds;

    private final AtomicLong ids = new AtomicLong(ROWS);

    private void run(ServerCalls contender, ThreadFactory threads, Reached reached)
        throws Exception {
      try (contender) {
        // Once to warm up what was opened just now.
        ClosedLoop.run(callers, Duration.ofSeconds(seconds), threads, call(contender));
        ClosedLoop.Load load =
            ClosedLoop.run(callers, Duration.ofSeconds(seconds), threads, call(contender));
        reached.callsPerSecond = Math.round(load.perSecond());
        reached.p99Micros = load.p99Nanos() / 1000;
        reached.bytesPerCall = load.bytesPerCall();
      }
    }

    private Callable<?> call(ServerCalls contender) {
      return switch (shape) {
        case READS -> () -> contender.read(ThreadLocalRandom.current().nextLong(1, ROWS + 1));
        case INSERTS -> () -> contender.insert(ids.incrementAndGet());
        case COUNTED_INSERTS -> () -> contender.insertCounted(ids.incrementAndGet());
        case INSERTS_WITH_DUPLICATES -> () -> insertOrFail(contender, ids.incrementAndGet());
      };
    }

    /** One in a hundred has a key that exists, and must fail for that reason alone. */
    private static boolean insertOrFail(ServerCalls contender, long id) throws Exception {
      boolean duplicate = id % 100 == 0;
      try {
        Object unused = contender.insert(duplicate ? 1 : id);
      } catch (Exception failure) {
        if (duplicate && contender.isDuplicate(failure)) {
          return false;
        }
        throw failure;
      }
      if (duplicate) {
        throw new IllegalStateException("a key that exists was inserted again");
      }
      return true;
    }
  }

  /** What the callers do. */
  public enum Shape {
    /** Reads of a row by its key. */
    READS,
    /** Inserts of a row. */
    INSERTS,
    /** Inserts of a row whose key the server counts up. */
    COUNTED_INSERTS,
    /** Inserts of which one in a hundred fails. */
    INSERTS_WITH_DUPLICATES
  }

  /** What they reached, as secondary results of JMH; the time of the shot means nothing. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Reached {
    /** By all callers together. */
    public long callsPerSecond;

    /** Of a call. */
    public long p99Micros;

    /** Allocated. */
    public long bytesPerCall;
  }

  /** Plinth. */
  @Benchmark
  public void plinth(Load load, Reached reached) throws Exception {
    load.run(new PlinthCalls(), PLATFORM, reached);
  }

  /** Plinth, called by virtual threads. */
  @Benchmark
  public void plinthVirtual(Load load, Reached reached) throws Exception {
    load.run(new PlinthCalls(), VIRTUAL, reached);
  }

  /** JDBC over ten connections. */
  @Benchmark
  public void pool10(Load load, Reached reached) throws Exception {
    load.run(new JdbcCalls(10), PLATFORM, reached);
  }

  /** JDBC over twenty connections. */
  @Benchmark
  public void pool20(Load load, Reached reached) throws Exception {
    load.run(new JdbcCalls(20), PLATFORM, reached);
  }

  /** JDBC over ten connections, called by virtual threads. */
  @Benchmark
  public void pool10Virtual(Load load, Reached reached) throws Exception {
    load.run(new JdbcCalls(10), VIRTUAL, reached);
  }

  /** JDBC over twenty connections, called by virtual threads. */
  @Benchmark
  public void pool20Virtual(Load load, Reached reached) throws Exception {
    load.run(new JdbcCalls(20), VIRTUAL, reached);
  }

  /** JDBC over ten connections made asynchronous: each call is a task of a virtual thread that its caller waits for. */
  @Benchmark
  public void pool10Async(Load load, Reached reached) throws Exception {
    try (ExecutorService tasks = Executors.newThreadPerTaskExecutor(VIRTUAL)) {
      load.run(new AsyncCalls(new JdbcCalls(10), tasks), PLATFORM, reached);
    }
  }

  /** Vert.x. */
  @Benchmark
  public void vertx(Load load, Reached reached) throws Exception {
    load.run(new VertxCalls(), PLATFORM, reached);
  }

  /** MongoDB's driver. */
  @Benchmark
  public void mongo(Load load, Reached reached) throws Exception {
    load.run(new MongoCalls(), PLATFORM, reached);
  }

  /** MongoDB's driver, called by virtual threads. */
  @Benchmark
  public void mongoVirtual(Load load, Reached reached) throws Exception {
    load.run(new MongoCalls(), VIRTUAL, reached);
  }
}
