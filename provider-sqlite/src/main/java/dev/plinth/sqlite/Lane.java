package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.jdbc.JdbcSession;
import dev.plinth.support.engine.Call;
import dev.plinth.support.serving.LeaseHost;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.DB;

/** A connection with its session, for one thread; others only {@linkplain #interrupt interrupt} it. */
final class Lane implements LeaseHost, AutoCloseable {
  private final Connection connection;
  private final JdbcSession session;
  private final DB database;
  private final Statement interrupter;
  private final Closing closing;
  private final Map<Control, PreparedStatement> controls = new EnumMap<>(Control.class);
  private @Nullable Call<?> current;

  /** How a connection is closed or given back. */
  interface Closing {
    /** Does it. */
    void close() throws SQLException;
  }

  /** Takes over a connection that {@link SqliteConnections} prepared. */
  Lane(Connection connection, JdbcSession session, Closing closing) throws SQLException {
    this.closing = closing;
    this.connection = connection;
    this.session = session;
    this.database = connection.unwrap(SQLiteConnection.class).getDatabase();
    this.interrupter = connection.createStatement();
  }

  @Override
  public <T extends @Nullable Object> T run(Call<T> call) {
    setCurrent(call);
    try {
      return call.run(session);
    } finally {
      setCurrent(null);
    }
  }

  /** Runs the work of a call so that it can be undone alone. */
  <T extends @Nullable Object> T runMember(Call<T> call) {
    execute(Control.BEGIN_MEMBER);
    T value = run(call);
    execute(Control.END_MEMBER);
    return value;
  }

  @Override
  public synchronized void interrupt(Call<?> call) {
    if (current == call) {
      try {
        interrupter.cancel();
      } catch (SQLException closed) {
        // Nothing runs on a closed connection.
      }
    }
  }

  private synchronized void setCurrent(@Nullable Call<?> call) {
    current = call;
  }

  /** Controls the transaction; whether nobody was in the way. */
  boolean attempt(Control control) {
    try {
      step(control);
      return true;
    } catch (SQLException failure) {
      if (SqliteErrors.isBusy(SqliteErrors.code(failure))) {
        return false;
      }
      throw SqliteErrors.translate(failure);
    }
  }

  /** Controls the transaction. */
  void execute(Control control) {
    try {
      step(control);
    } catch (SQLException failure) {
      throw SqliteErrors.translate(failure);
    }
  }

  /** Commits; whether nobody was in the way. A failure means that nothing was applied unless it says otherwise. */
  boolean attemptCommit() {
    try {
      step(Control.COMMIT);
      return true;
    } catch (SQLException failure) {
      int code = SqliteErrors.code(failure);
      if (SqliteErrors.isBusy(code)) {
        return false;
      }
      DatabaseException known = SqliteErrors.translate(failure);
      throw SqliteErrors.leavesDoubt(code) ? inDoubt(known) : known;
    }
  }

  /**
   * The pages of a transaction may have reached the file although it could not be synchronised: a
   * crash before the next commit could bring them back.
   */
  private static DatabaseException inDoubt(DatabaseException failure) {
    return new DatabaseException(ErrorCode.OUTCOME_UNKNOWN,
        "the disk failed while the write was being committed; look at the system's log, "
            + "then read the record to learn whether it was applied",
        null, failure.vendorCode(), failure.getCause());
  }

  /** Whether a transaction is open: some errors end it, and SQLite then goes on statement by statement. */
  boolean inTransaction() {
    try {
      step(Control.BEGIN_READ);
    } catch (SQLException refusedInsideOfOne) {
      return true;
    }
    execute(Control.ROLLBACK);
    return false;
  }

  /** Those left open would go on seeing the database as it was. */
  @Override
  public void closeStreams() {
    session.closeCursors();
  }

  /** A transaction holds the write lock, or reads from one snapshot. */
  @Override
  public Isolation isolation() {
    return Isolation.SERIALIZABLE;
  }

  @Override
  public boolean inTransaction(Throwable failure) {
    return inTransaction();
  }

  /** Commits as soon as nobody is in the way, unless the call has ended meanwhile. */
  @Override
  public void commit(Call<@Nullable Void> call) {
    run(call);
    call.committing();
    var pause = new Pause();
    while (!attemptCommit()) {
      if (call.ended()) {
        throw new DatabaseException(ErrorCode.TIMEOUT,
            "another process was in the way of the commit until the deadline");
      }
      pause.next();
    }
  }

  @Override
  public void rollback() {
    try {
      step(Control.ROLLBACK);
    } catch (SQLException failure) {
      if (inTransaction()) {
        throw SqliteErrors.translate(failure);
      }
    }
  }

  /** Lets the connection read alone, or write again. Not by a prepared statement: this is done while it is compiled. */
  void queryOnly(boolean on) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA query_only = " + on);
    } catch (SQLException failure) {
      throw SqliteErrors.translate(failure);
    }
  }

  /** Counts the changes of records since the connection was opened, those undone alone excepted. */
  long totalChanges() {
    try {
      return database.total_changes();
    } catch (SQLException failure) {
      throw SqliteErrors.translate(failure);
    }
  }

  /** What needs a connection as other programs know it: one that commits by itself or is told to. */
  interface PlainWork {
    /** Does it. */
    void run(Connection connection);
  }

  /** Lends the connection, between two transactions. */
  void withPlainConnection(PlainWork work) {
    try {
      execute(Control.BEGIN_READ);
      connection.setAutoCommit(true);
      try {
        work.run(connection);
      } finally {
        connection.setAutoCommit(false);
        execute(Control.COMMIT);
      }
    } catch (SQLException failure) {
      throw SqliteErrors.translate(failure);
    }
  }

  /** The connection, for what is not a call's work. */
  Connection connection() {
    return connection;
  }

  @Override
  public synchronized void close() {
    try {
      session.close();
      closing.close();
    } catch (SQLException failure) {
      throw SqliteErrors.translate(failure);
    }
  }

  private void step(Control control) throws SQLException {
    PreparedStatement statement = controls.get(control);
    if (statement == null) {
      statement = connection.prepareStatement(control.sql);
      controls.put(control, statement);
    }
    boolean done = false;
    try {
      if (statement.execute()) {
        statement.getResultSet().close();
      }
      done = true;
    } finally {
      if (!done) {
        // After an error the driver may have given the statement up.
        controls.remove(control);
        statement.close();
      }
    }
  }
}
