package dev.plinth.benchmarks;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import java.io.BufferedReader;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Inserts from many virtual threads while another process holds the lock, and prints the longest gap
 * between two beats of a further virtual thread.
 */
final class HeartbeatProbe {
  private static final int CALLS = 64;

  private interface Insert {
    void row(long id) throws SQLException;
  }

  private HeartbeatProbe() {}

  /** Takes {@code plinth} or {@code pool10} as its argument; prints milliseconds. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (Scratch scratch = Scratch.withNotes(0)) {
      if (arguments[0].equals("plinth")) {
        try (DatabaseProvider database = scratch.open(Options.defaults())) {
          probe(scratch, id -> database.insert("notes", Notes.row(id)).join());
        }
      } else {
        try (var pool = new PooledInserts(scratch.file(), 10)) {
          probe(scratch, pool::insertInTransaction);
        }
      }
    }
  }

  private static void probe(Scratch scratch, Insert insert)
      throws IOException, InterruptedException {
    var ids = new AtomicLong();
    insertAtOnce(insert, ids);
    Process holder = Jvm.start(List.of(), LockHolder.class, scratch.file().toString());
    try (BufferedReader output = holder.inputReader()) {
      Jvm.line(output);
      long began = System.nanoTime();
      var heartbeat = new Heartbeat();
      insertAtOnce(insert, ids);
      requireWaited(System.nanoTime() - began);
      System.out.println(heartbeat.stop() / 1e6);
    }
    Jvm.end(holder);
  }

  private static void insertAtOnce(Insert insert, AtomicLong ids) {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLS; i++) {
        Future<?> unused = callers.submit(() -> {
          insert.row(ids.incrementAndGet());
          return true;
        });
      }
    }
  }

  private static void requireWaited(long nanos) {
    if (nanos < LockHolder.HELD.minus(Duration.ofMillis(100)).toNanos()) {
      throw new IllegalStateException("the calls did not wait for the lock");
    }
  }
}
