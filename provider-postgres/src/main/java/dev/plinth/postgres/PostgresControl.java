package dev.plinth.postgres;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.TransactionOptions;
import dev.plinth.jdbc.server.ServerControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.postgresql.PGConnection;

/** Transactions of PostgreSQL. The driver sends BEGIN together with the first statement. */
final class PostgresControl extends ServerControl {
  /** With these the server says that it ends a connection without having done what was asked. */
  private static final Set<String> NOTHING_DONE =
      Set.of("57P01", "57P03", "57P04", "57P05", "53300", "08001", "08004");

  @Override
  public Isolation defaultIsolation() {
    return Isolation.READ_COMMITTED;
  }

  /** BEGIN READ ONLY costs no round trip of its own; an isolation does. */
  @Override
  public void begin(Connection connection, TransactionOptions options) throws SQLException {
    if (options.readOnly() && options.isolation() == Isolation.DEFAULT) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
    } else {
      super.begin(connection, options);
    }
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    super.commit(connection);
    writable(connection);
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    super.rollback(connection);
    writable(connection);
  }

  private static void writable(Connection connection) throws SQLException {
    if (connection.isReadOnly()) {
      connection.setReadOnly(false);
    }
  }

  @Override
  public boolean isBroken(DatabaseException failure) {
    return super.isBroken(failure) || PostgresErrors.breaksConnection(failure);
  }

  @Override
  public boolean leavesDoubt(DatabaseException failure) {
    return failure.code() == ErrorCode.CONNECTION_FAILED
        && !NOTHING_DONE.contains(failure.sqlState().orElse(""));
  }

  @Override
  public void interrupt(Connection connection) throws SQLException {
    connection.unwrap(PGConnection.class).cancelQuery();
  }
}
