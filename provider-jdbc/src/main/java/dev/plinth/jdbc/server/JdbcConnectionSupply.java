package dev.plinth.jdbc.server;

import dev.plinth.PoolOptions;
import dev.plinth.health.PoolStatistics;
import dev.plinth.jdbc.Dialect;
import dev.plinth.jdbc.pool.ConnectionPool;
import dev.plinth.support.pooled.ConnectionSupply;
import dev.plinth.support.pooled.ServerConnection;
import javax.sql.DataSource;

/** Connections to a SQL server, kept open by HikariCP. */
public final class JdbcConnectionSupply implements ConnectionSupply {
  private final ConnectionPool pool;
  private final ServerControl control;

  /**
   * A supply, which opens no connection yet.
   *
   * @param name as it stands in logs and thread names
   * @param connections opens physical connections, or lends those of the embedder's own pool
   */
  public JdbcConnectionSupply(String name, DataSource connections, PoolOptions options,
      Dialect dialect, ServerControl control) {
    this.pool = new ConnectionPool(name, connections, options, dialect);
    this.control = control;
  }

  @Override
  public ServerConnection acquire() {
    return new JdbcServerConnection(pool.acquire(), control);
  }

  @Override
  public PoolStatistics statistics(int waiting, int running) {
    return pool.statistics(waiting, running);
  }

  @Override
  public void close() {
    pool.close();
  }
}
