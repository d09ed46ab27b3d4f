package dev.plinth.jdbc.server;

import dev.plinth.DatabaseException;
import dev.plinth.Isolation;
import dev.plinth.TransactionOptions;
import dev.plinth.jdbc.JdbcSession;
import dev.plinth.jdbc.pool.PooledSession;
import dev.plinth.support.engine.Session;
import dev.plinth.support.pooled.ServerConnection;
import java.sql.Connection;
import java.sql.SQLException;

/** A pooled JDBC connection under the control of the engine. */
final class JdbcServerConnection implements ServerConnection {
  private final PooledSession pooled;
  private final JdbcSession session;
  private final ServerControl control;
  private TransactionOptions transaction = TransactionOptions.defaults();
  private boolean inTransaction;

  JdbcServerConnection(PooledSession pooled, ServerControl control) {
    this.pooled = pooled;
    this.session = pooled.session();
    this.control = control;
  }

  private interface Step {
    void run(Connection connection) throws SQLException;
  }

  private void run(Step step) {
    try {
      step.run(session.connection());
    } catch (SQLException failure) {
      throw session.translated(failure);
    }
  }

  @Override
  public Session session() {
    return session;
  }

  @Override
  public void begin(TransactionOptions options) {
    inTransaction = true;
    transaction = options;
    run(connection -> control.begin(connection, options));
  }

  @Override
  public void beginUnit() {
    inTransaction = true;
    transaction = TransactionOptions.defaults();
    run(control::beginUnit);
  }

  /** In a transaction for reads alone: some drivers hand rows over one by one in one only, and no function writes in it. */
  @Override
  public void beginStream() {
    begin(TransactionOptions.defaults().asReadOnly());
  }

  @Override
  public Isolation isolation() {
    return control.isolation(transaction);
  }

  @Override
  public void commit() {
    run(control::commit);
    inTransaction = false;
  }

  @Override
  public void rollback() {
    if (inTransaction) {
      run(control::rollback);
      inTransaction = false;
    }
  }

  @Override
  public void closeStreams() {
    session.closeCursors();
  }

  @Override
  public boolean endsTransaction(DatabaseException failure) {
    return control.endsTransaction(failure);
  }

  @Override
  public boolean isBroken(DatabaseException failure) {
    return control.isBroken(failure);
  }

  @Override
  public boolean leavesDoubt(DatabaseException failure) {
    return control.leavesDoubt(failure);
  }

  @Override
  public void interrupt() {
    run(control::interrupt);
  }

  @Override
  public void abort() {
    run(control::abort);
  }

  @Override
  public void release() {
    pooled.release();
  }

  @Override
  public void discard() {
    control.discarding(session.connection());
    pooled.discard();
  }
}
