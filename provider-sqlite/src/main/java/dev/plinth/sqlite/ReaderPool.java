package dev.plinth.sqlite;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.PoolOptions;
import dev.plinth.jdbc.ConnectionSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteException;

/** The connections of the readers, in a HikariCP that is made when the first is needed. */
final class ReaderPool implements AutoCloseable {
  /** One wait of the pool's own, after which it says why no file could be opened, if it knows. */
  private static final long PATIENCE_MILLIS = 250;
  private static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("plinth-sqlite-pool-", 1).factory();

  private final SqliteConnections connections;
  private final PoolOptions options;
  private @Nullable HikariDataSource pool;
  private boolean closed;

  ReaderPool(SqliteConnections connections, PoolOptions options) {
    this.connections = connections;
    this.options = options;
  }

  /**
   * A lane on a connection of the pool, around which the pool's own wrapper would only cost time. Waits
   * up to the connect timeout: on a machine that has more to do than it can, opening a file takes long.
   */
  Lane borrow() {
    long until = System.nanoTime() + options.connectTimeout().toNanos();
    HikariDataSource open = pool();
    while (true) {
      try {
        Connection borrowed = open.getConnection();
        return connections.lane(borrowed.unwrap(SQLiteConnection.class),
            () -> open.evictConnection(borrowed));
      } catch (SQLException failure) {
        DatabaseException reason = reason(failure);
        if (reason != null) {
          throw reason;
        }
        if (open.isClosed()) {
          throw SqliteEngine.closed();
        }
        if (System.nanoTime() - until >= 0) {
          throw notOpenedInTime(failure);
        }
      }
    }
  }

  /** The pool says that it waited in vain, and for what in the cause; null where it does not know. */
  private static @Nullable DatabaseException reason(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLiteException known) {
        return SqliteErrors.translate(known);
      }
      if (cause instanceof DatabaseException known) {
        return known;
      }
    }
    return null;
  }

  private static DatabaseException notOpenedInTime(SQLException failure) {
    return new DatabaseException(ErrorCode.CONNECTION_FAILED,
        "no connection to the database file could be opened in time; look at the disk and the load "
            + "of the machine, or raise pool.connectTimeout",
        BackendFailure.of(failure));
  }

  @Override
  public synchronized void close() {
    closed = true;
    HikariDataSource open = pool;
    if (open != null) {
      open.close();
    }
  }

  private synchronized HikariDataSource pool() {
    if (closed) {
      throw SqliteEngine.closed();
    }
    HikariDataSource open = pool;
    if (open == null) {
      open = new HikariDataSource(configuration());
      pool = open;
    }
    return open;
  }

  private HikariConfig configuration() {
    var config = new HikariConfig();
    config.setPoolName("plinth-sqlite");
    config.setDataSource(new Source());
    config.setThreadFactory(THREADS);
    config.setMaximumPoolSize(options.maxSize());
    config.setMinimumIdle(0);
    config.setIdleTimeout(Math.max(10_000, options.idleTimeout().toMillis()));
    config.setMaxLifetime(Math.max(30_000, options.maxLifetime().toMillis()));
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.setInitializationFailTimeout(-1);
    config.setAutoCommit(false);
    config.setReadOnly(true);
    return config;
  }

  private final class Source extends ConnectionSource {
    @Override
    public Connection getConnection() throws SQLException {
      return connections.openReader();
    }

    @Override
    public int getLoginTimeout() {
      return 5;
    }
  }
}
