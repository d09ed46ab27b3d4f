package dev.plinth.benchmarks;

import static dev.plinth.data.Filter.field;

import com.zaxxer.hikari.HikariDataSource;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Query;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads of one row by its key, at random, of a table that fits into memory. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 1,
    jvmArgsAppend = {"-Xmx512m", "-Dorg.jooq.no-logo=true", "-Dorg.jooq.no-tips=true"})
public class PointReadBenchmark {
  private static final int ROWS = 100_000;

  private static long anyId() {
    return ThreadLocalRandom.current().nextLong(1, ROWS + 1);
  }

  /** Plinth as it comes. */
  @State(Scope.Benchmark)
  public static class Plinth {
    private final Scratch scratch = Scratch.withNotes(ROWS);
    private final DatabaseProvider database = scratch.open(Options.defaults());

    /** Deletes the file. */
    @TearDown
    public void close() {
      database.close();
      scratch.close();
    }
  }

  /** jOOQ over a pool of one connection. */
  @State(Scope.Benchmark)
  public static class Jooq1 extends Jooq {
    /** Opens it. */
    public Jooq1() {
      super(1);
    }
  }

  /** jOOQ over a pool of ten connections. */
  @State(Scope.Benchmark)
  public static class Jooq10 extends Jooq {
    /** Opens it. */
    public Jooq10() {
      super(10);
    }
  }

  /** jOOQ over a pool. */
  public abstract static class Jooq {
    private static final Table<Record> NOTES = DSL.table(DSL.name("notes"));
    private static final Field<Long> ID = DSL.field(DSL.name("id"), Long.class);
    private static final Field<String> TITLE = DSL.field(DSL.name("title"), String.class);
    private static final Field<Long> STARS = DSL.field(DSL.name("stars"), Long.class);

    private final Scratch scratch = Scratch.withNotes(ROWS);
    private final HikariDataSource pool;
    private final DSLContext jooq;

    Jooq(int connections) {
      pool = PlainSqlite.pool(scratch.file(), connections);
      jooq = DSL.using(pool, SQLDialect.SQLITE);
    }

    long read() {
      Record note = Objects.requireNonNull(
          jooq.select(ID, TITLE, STARS).from(NOTES).where(ID.eq(anyId())).fetchOne());
      return Notes.sum(note.get(ID), note.get(TITLE), note.get(STARS));
    }

    /** Deletes the file. */
    @TearDown
    public void close() {
      pool.close();
      scratch.close();
    }
  }

  /** The file of {@link Owned}. */
  @State(Scope.Benchmark)
  public static class File {
    private final Scratch scratch = Scratch.withNotes(ROWS);

    /** Deletes the file. */
    @TearDown
    public void close() {
      scratch.close();
    }
  }

  /** A connection and a prepared statement that one thread has for itself. */
  @State(Scope.Thread)
  @SuppressWarnings("NullAway.Init") // JMH calls open first
  public static class Owned {
    private Connection connection;
    private PreparedStatement select;

    /** Opens it. */
    @Setup
    public void open(File file) throws SQLException {
      connection = PlainSqlite.connect(file.scratch.file());
      select = connection.prepareStatement(Notes.SELECT_ONE);
    }

    long read() throws SQLException {
      select.setLong(1, anyId());
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return Notes.sum(rows.getLong(1), rows.getString(2), rows.getLong(3));
      }
    }

    /** Closes the connection. */
    @TearDown
    public void close() throws SQLException {
      select.close();
      connection.close();
    }
  }

  /** Plinth. */
  @Benchmark
  public long plinth(Plinth state) {
    return Notes.sum(state.database.findOne(Query.from("notes").where(field("id").eq(anyId())))
        .join().orElseThrow());
  }

  /** jOOQ over one connection. */
  @Benchmark
  public long jooq1(Jooq1 state) {
    return state.read();
  }

  /** jOOQ over ten connections. */
  @Benchmark
  public long jooq10(Jooq10 state) {
    return state.read();
  }

  /** A connection for each thread. */
  @Benchmark
  public long owned(Owned state) throws SQLException {
    return state.read();
  }
}
