package dev.plinth.support.pooled;

import dev.plinth.health.PoolStatistics;
import java.util.concurrent.ThreadFactory;

/** Opens and lends the connections of a backend. Called on threads of the engine, which may block. */
public interface ConnectionSupply extends AutoCloseable {
  /**
   * A connection that works, outside of any transaction. Gives up within the connect timeout.
   *
   * <p>Fails with {@link dev.plinth.DatabaseException}: {@code CONNECTION_FAILED}, {@code
   * AUTHENTICATION_FAILED}, {@code POOL_EXHAUSTED}, after {@link #close} {@code NOT_CONNECTED}.
   */
  ServerConnection acquire();

  /**
   * Makes the threads on which connections are used. Platform threads: a pool bounds them, and a hop to a
   * virtual one costs more. Not where a driver can be interrupted on virtual threads alone.
   */
  default ThreadFactory threadFactory(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 1).factory();
  }

  /** The connections at this moment, with what only the engine knows: calls that wait, and those in flight. */
  PoolStatistics statistics(int waiting, int running);

  /** Closes all connections. Idempotent. */
  @Override
  void close();
}
