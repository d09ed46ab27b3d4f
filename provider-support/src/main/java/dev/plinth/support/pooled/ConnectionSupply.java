package dev.plinth.support.pooled;

import dev.plinth.health.PoolStatistics;

/** Opens and lends the connections of a backend. Called on threads of the engine, which may block. */
public interface ConnectionSupply extends AutoCloseable {
  /**
   * A connection that works, outside of any transaction. Gives up within the connect timeout.
   *
   * <p>Fails with {@link dev.plinth.DatabaseException}: {@code CONNECTION_FAILED}, {@code
   * AUTHENTICATION_FAILED}, {@code POOL_EXHAUSTED}, after {@link #close} {@code NOT_CONNECTED}.
   */
  ServerConnection acquire();

  /** The connections at this moment, with what only the engine knows: calls that wait, and those in flight. */
  PoolStatistics statistics(int waiting, int running);

  /** Closes all connections. Idempotent. */
  @Override
  void close();
}
