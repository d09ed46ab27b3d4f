package dev.plinth.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A connection beside the pool, for what must run while the pool is busy: opened at the first need, and kept. */
final class Aside {
  private static final int PATIENCE_MILLIS = 5_000;

  private final MysqlConnections connections;
  private @Nullable Connection kept;

  Aside(MysqlConnections connections) {
    this.connections = connections;
  }

  /** Runs a statement, once more where the kept connection turns out to be gone. */
  synchronized void execute(String sql) throws SQLException {
    Connection known = kept;
    if (known != null) {
      try {
        run(known, sql);
        return;
      } catch (SQLException gone) {
        close();
      }
    }
    Connection fresh = connections.getConnection();
    fresh.setNetworkTimeout(Runnable::run, PATIENCE_MILLIS);
    kept = fresh;
    run(fresh, sql);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  synchronized void close() {
    Connection known = kept;
    kept = null;
    if (known != null) {
      try {
        known.close();
      } catch (SQLException alreadyLost) {
        // There is nothing left to close.
      }
    }
  }
}
