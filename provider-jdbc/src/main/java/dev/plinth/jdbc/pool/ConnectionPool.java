package dev.plinth.jdbc.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.PoolOptions;
import dev.plinth.health.PoolStatistics;
import dev.plinth.jdbc.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * Sessions on pooled connections; a session stays with its connection, and its prepared statements
 * with it. Building a pool opens no connection.
 */
public final class ConnectionPool implements AutoCloseable {
  private static final long SHORTEST_TIMEOUT = 250;
  private static final long SHORTEST_IDLE = 10_000;
  private static final long SHORTEST_LIFE = 30_000;
  private static final long SHORTEST_LEAK = 2_000;

  private final Dialect dialect;
  private final HikariDataSource pool;

  /**
   * A pool.
   *
   * @param name as it stands in logs and thread names
   * @param connections opens physical connections
   */
  public ConnectionPool(String name, DataSource connections, PoolOptions options,
      Dialect dialect) {
    this.dialect = dialect;
    this.pool = new HikariDataSource(configuration(name, connections, options));
  }

  private HikariConfig configuration(String name, DataSource connections, PoolOptions options) {
    var configuration = new HikariConfig();
    configuration.setPoolName(name);
    configuration.setDataSource(new SessionSource(connections, dialect));
    configuration.setMaximumPoolSize(options.maxSize());
    configuration.setMinimumIdle(options.minIdle());
    configuration.setConnectionTimeout(atLeast(SHORTEST_TIMEOUT, options.connectTimeout()));
    configuration.setValidationTimeout(
        Math.min(5_000, atLeast(SHORTEST_TIMEOUT, options.connectTimeout())));
    configuration.setIdleTimeout(atLeast(SHORTEST_IDLE, options.idleTimeout()));
    configuration.setMaxLifetime(atLeast(SHORTEST_LIFE, options.maxLifetime()));
    configuration.setLeakDetectionThreshold(options.leakDetection().isZero()
        ? 0
        : atLeast(SHORTEST_LEAK, options.leakDetection()));
    configuration.setInitializationFailTimeout(-1);
    configuration.setRegisterMbeans(false);
    return configuration;
  }

  private static long atLeast(long least, Duration duration) {
    return Math.max(least, duration.toMillis());
  }

  /**
   * A session, waited for up to the connect timeout.
   *
   * <p>Fails with {@link ErrorCode#POOL_EXHAUSTED} if all connections stay in use, with {@link
   * ErrorCode#NOT_CONNECTED} after {@link #close}, and otherwise as the dialect translates why none
   * could be opened.
   */
  public PooledSession acquire() {
    try {
      Connection connection = pool.getConnection();
      return new PooledSession(pool, connection, connection.unwrap(SessionOwner.class).session());
    } catch (SQLException failure) {
      throw translated(failure);
    }
  }

  private DatabaseException translated(SQLException failure) {
    if (pool.isClosed()) {
      return new DatabaseException(ErrorCode.NOT_CONNECTED, "the pool of connections is closed");
    }
    if (failure.getCause() instanceof SQLException reason
        && pool.getHikariPoolMXBean().getTotalConnections() == 0) {
      return notOpened(reason);
    }
    return new DatabaseException(ErrorCode.POOL_EXHAUSTED,
        "all " + pool.getMaximumPoolSize()
            + " connections stayed in use until the timeout; raise pool.maxSize, "
            + "or look for transactions and streams that are left open",
        BackendFailure.of(failure));
  }

  private DatabaseException notOpened(SQLException reason) {
    DatabaseException translated = dialect.translate(reason);
    return translated.code() != ErrorCode.QUERY_FAILED
        ? translated
        : new DatabaseException(ErrorCode.CONNECTION_FAILED,
            "no connection could be opened; look at the URL, the network and the server",
            reason.getSQLState(), reason.getErrorCode(), BackendFailure.of(reason));
  }

  /** The connections at this moment, with what only the engine knows: calls that wait, and those in flight. */
  public PoolStatistics statistics(int waiting, int running) {
    HikariPoolMXBean counts = pool.getHikariPoolMXBean();
    return new PoolStatistics(counts.getActiveConnections(), counts.getIdleConnections(),
        pool.getMaximumPoolSize(), waiting, running);
  }

  /** Closes all connections. Idempotent. */
  @Override
  public void close() {
    pool.close();
  }
}
