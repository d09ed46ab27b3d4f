package dev.plinth.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Another process that holds the write lock of a file for a while. */
final class LockHolder {
  static final Duration HELD = Duration.ofMillis(500);

  private LockHolder() {}

  /** Takes the file as its argument; prints a line once it has the lock. */
  public static void main(String[] arguments) throws SQLException, InterruptedException {
    try (Connection connection = PlainSqlite.connect(Path.of(arguments[0]));
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      System.out.println("locked");
      Thread.sleep(HELD);
      statement.execute("COMMIT");
    }
  }
}
