package dev.plinth.jdbc.pool;

import com.zaxxer.hikari.HikariDataSource;
import dev.plinth.jdbc.JdbcSession;
import java.sql.Connection;
import java.sql.SQLException;

/** A session lent by a pool. It is given back in the state in which it was taken, or discarded. */
public final class PooledSession {
  private final HikariDataSource pool;
  private final Connection lent;
  private final JdbcSession session;

  PooledSession(HikariDataSource pool, Connection lent, JdbcSession session) {
    this.pool = pool;
    this.lent = lent;
    this.session = session;
  }

  /** The session. */
  public JdbcSession session() {
    return session;
  }

  /** Gives it back for the next one. Idempotent. */
  public void release() {
    try {
      lent.close();
    } catch (SQLException unusable) {
      pool.evictConnection(lent);
    }
  }

  /** Closes its connection: after a cancel was sent to it, or an error that leaves it unknown. */
  public void discard() {
    pool.evictConnection(lent);
  }
}
