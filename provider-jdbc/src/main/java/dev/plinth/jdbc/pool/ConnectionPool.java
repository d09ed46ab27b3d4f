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
import org.jspecify.annotations.Nullable;

/**
 * Sessions on pooled connections; a session stays with its connection, and its prepared statements
 * with it. Building a pool opens no connection.
 */
public final class ConnectionPool implements AutoCloseable {
  private static final long SHORTEST_TIMEOUT = 250;
  private static final long SHORTEST_IDLE = 10_000;
  private static final long SHORTEST_LIFE = 30_000;
  private static final long SHORTEST_LEAK = 2_000;

  /** One wait of the pool's own; in between it forgets how long it meant to pause between its attempts. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Dialect dialect;
  private final Duration connectTimeout;
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
    this.connectTimeout = options.connectTimeout();
    this.pool = new HikariDataSource(configuration(name, connections, options));
  }

  private HikariConfig configuration(String name, DataSource connections, PoolOptions options) {
    var configuration = new HikariConfig();
    configuration.setPoolName(name);
    configuration.setDataSource(new SessionSource(connections, dialect, this::giveUpOlder));
    configuration.setMaximumPoolSize(options.maxSize());
    configuration.setMinimumIdle(options.minIdle());
    configuration.setConnectionTimeout(Math.min(PATIENCE.toMillis(),
        atLeast(SHORTEST_TIMEOUT, options.connectTimeout())));
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
    long until = System.nanoTime() + connectTimeout.toNanos();
    while (true) {
      try {
        Connection connection = pool.getConnection();
        return new PooledSession(pool, connection,
            connection.unwrap(SessionOwner.class).session());
      } catch (SQLException failure) {
        DatabaseException reason = reason(failure);
        if (reason != null) {
          throw reason;
        }
        if (System.nanoTime() - until >= 0) {
          throw isExhausted() ? exhausted(failure) : notOpenedInTime(failure);
        }
      }
    }
  }

  /** Why no connection could be had; null where none became free so far. */
  private @Nullable DatabaseException reason(SQLException failure) {
    if (pool.isClosed()) {
      return new DatabaseException(ErrorCode.NOT_CONNECTED, "the pool of connections is closed");
    }
    return switch (failure.getCause()) {
      case DatabaseException known -> known;
      case SQLException reason -> notOpened(reason);
      case null, default -> null;
    };
  }

  /** Whether all that may be open are in use; else the server does not let itself be connected to. */
  private boolean isExhausted() {
    return pool.getHikariPoolMXBean().getActiveConnections() >= pool.getMaximumPoolSize();
  }

  private static DatabaseException notOpenedInTime(SQLException failure) {
    return new DatabaseException(ErrorCode.CONNECTION_FAILED,
        "no connection could be opened in time; look at the network and the server, or raise "
            + "pool.connectTimeout",
        BackendFailure.of(failure));
  }

  private DatabaseException exhausted(SQLException failure) {
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

  /** Closes the connections there are as they come back; the one that is just being made is none of them yet. */
  private void giveUpOlder() {
    HikariPoolMXBean connections = pool.getHikariPoolMXBean();
    if (connections != null) {
      connections.softEvictConnections();
    }
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
