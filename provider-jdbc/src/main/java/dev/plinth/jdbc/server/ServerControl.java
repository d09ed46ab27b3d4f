package dev.plinth.jdbc.server;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.TransactionOptions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How one family of servers controls transactions, and what runs on its connections. The defaults are
 * the standard's. Immutable, used by many threads.
 *
 * <p>Connections commit each statement by themselves unless a transaction has begun.
 */
public abstract class ServerControl {
  /** For backends to extend. */
  protected ServerControl() {}

  /** The isolation of a transaction that asks for none. */
  public abstract Isolation defaultIsolation();

  /** Begins a transaction. */
  public void begin(Connection connection, TransactionOptions options) throws SQLException {
    connection.setAutoCommit(false);
    String modes = modes(options);
    if (!modes.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TRANSACTION" + modes);
      }
    }
  }

  /** Begins a transaction of which one piece of work is all: its commit, or its rollback, follows. */
  public void beginUnit(Connection connection) throws SQLException {
    begin(connection, TransactionOptions.defaults());
  }

  /** What follows SET TRANSACTION; empty where the server's defaults are asked for. */
  protected static String modes(TransactionOptions options) {
    String isolation = switch (options.isolation()) {
      case DEFAULT -> "";
      case READ_COMMITTED -> " ISOLATION LEVEL READ COMMITTED";
      case REPEATABLE_READ -> " ISOLATION LEVEL REPEATABLE READ";
      case SERIALIZABLE -> " ISOLATION LEVEL SERIALIZABLE";
    };
    if (!options.readOnly()) {
      return isolation;
    }
    return isolation.isEmpty() ? " READ ONLY" : isolation + ", READ ONLY";
  }

  /** The isolation in force in a transaction begun with these options; a backend may give more than was asked for. */
  public Isolation isolation(TransactionOptions options) {
    return options.isolation() == Isolation.DEFAULT ? defaultIsolation() : options.isolation();
  }

  /** Commits, after which statements commit by themselves again. */
  public void commit(Connection connection) throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  /** Rolls back, after which statements commit by themselves again. */
  public void rollback(Connection connection) throws SQLException {
    connection.rollback();
    connection.setAutoCommit(true);
  }

  /** Whether the server, when it failed so, ended the whole transaction by itself. */
  public boolean endsTransaction(DatabaseException failure) {
    return false;
  }

  /** Whether the connection is of no use after this failure. */
  public boolean isBroken(DatabaseException failure) {
    return failure.code() == ErrorCode.CONNECTION_FAILED;
  }

  /**
   * Whether a write or commit that failed so may have been applied all the same. Not where the server said
   * that it ended the connection without doing it.
   */
  public boolean leavesDoubt(DatabaseException failure) {
    return failure.code() == ErrorCode.CONNECTION_FAILED;
  }

  /**
   * Ends the statement that runs on a connection, over one kept aside. On a thread of its own, which may
   * block; also when nothing runs any more. Failures are of no interest: it is called again.
   */
  public abstract void interrupt(Connection connection) throws SQLException;

  /** Cuts a connection, whatever it is doing; for any thread. */
  public void abort(Connection connection) throws SQLException {
    // The socket is closed at once; what remains to be tidied up may run on this thread.
    connection.abort(Runnable::run);
  }

  /** Told of a connection that is closed next, perhaps in the midst of a transaction. Never throws. */
  public void discarding(Connection connection) {}
}
