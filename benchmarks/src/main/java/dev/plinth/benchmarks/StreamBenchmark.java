package dev.plinth.benchmarks;

import dev.plinth.DatabaseProvider;
import dev.plinth.Limits;
import dev.plinth.Options;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A million rows read: streamed with a heap that could not hold them, and collected with one that can. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class StreamBenchmark {
  private static final int ROWS = 1_000_000;

  private record Note(long id, String title, long stars) {
    static Note read(ResultSet rows) throws SQLException {
      return new Note(rows.getLong(1), rows.getString(2), rows.getLong(3));
    }
  }

  /** A table of a million rows. */
  @State(Scope.Benchmark)
  public static class FullTable {
    private final Scratch scratch = Scratch.withNotes(ROWS);

    /** Deletes the file. */
    @TearDown
    public void close() {
      scratch.close();
    }
  }

  /** Plinth, findStream with a demand of 1,024 rows at a time. */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Xmx64m")
  public long plinthStream(FullTable table) {
    try (DatabaseProvider database = table.scratch.open(Options.defaults())) {
      var sum = new SummingSubscriber();
      database.findStream(Query.from("notes")).subscribe(sum);
      return sum.total();
    }
  }

  /** Plinth, find with limits that let a million rows through. */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Xmx2g")
  public long plinthCollected(FullTable table) {
    try (DatabaseProvider database = table.scratch
        .open(Options.defaults().withLimits(new Limits(2 * ROWS, 1L << 32)))) {
      long sum = 0;
      for (Row row : database.find(Query.from("notes")).join()) {
        sum += Notes.sum(row);
      }
      return sum;
    }
  }

  /** By hand, over the result of the driver. */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Xmx64m")
  public long byHandStream(FullTable table) throws SQLException {
    try (Connection connection = PlainSqlite.connect(table.scratch.file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Notes.SELECT_ALL)) {
      long sum = 0;
      while (rows.next()) {
        sum += Notes.sum(rows.getLong(1), rows.getString(2), rows.getLong(3));
      }
      return sum;
    }
  }

  /** By hand, into a list first. */
  @Benchmark
  @Fork(value = 1, jvmArgsAppend = "-Xmx2g")
  public long byHandCollected(FullTable table) throws SQLException {
    var notes = new ArrayList<Note>();
    try (Connection connection = PlainSqlite.connect(table.scratch.file());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(Notes.SELECT_ALL)) {
      while (rows.next()) {
        notes.add(Note.read(rows));
      }
    }
    long sum = 0;
    for (Note note : notes) {
      sum += Notes.sum(note.id, note.title, note.stars);
    }
    return sum;
  }
}
