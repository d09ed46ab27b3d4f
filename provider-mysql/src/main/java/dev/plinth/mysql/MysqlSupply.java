package dev.plinth.mysql;

import dev.plinth.health.PoolStatistics;
import dev.plinth.support.pooled.ConnectionSupply;
import dev.plinth.support.pooled.ServerConnection;

/** The pool, and the connection beside it. */
final class MysqlSupply implements ConnectionSupply {
  private final ConnectionSupply pool;
  private final Aside aside;

  MysqlSupply(ConnectionSupply pool, Aside aside) {
    this.pool = pool;
    this.aside = aside;
  }

  @Override
  public ServerConnection acquire() {
    return pool.acquire();
  }

  @Override
  public PoolStatistics statistics(int waiting, int running) {
    return pool.statistics(waiting, running);
  }

  @Override
  public void close() {
    pool.close();
    aside.close();
  }
}
