package dev.plinth.jdbc.pool;

import dev.plinth.jdbc.JdbcSession;

/** A physical connection that has a session. */
interface SessionOwner {
  /** The session on it. */
  JdbcSession session();
}
