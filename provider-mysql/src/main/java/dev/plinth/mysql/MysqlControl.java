package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.TransactionOptions;
import dev.plinth.jdbc.server.ServerControl;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Transactions of the family, by their statements: one round trip each, where the drivers' calls take two. */
final class MysqlControl extends ServerControl {
  private final ServerFacts facts;
  private final MysqlConnections connections;
  private final Aside aside;
  private final BulkLoads loads;

  MysqlControl(ServerFacts facts, MysqlConnections connections, Aside aside, BulkLoads loads) {
    this.loads = loads;
    this.facts = facts;
    this.connections = connections;
    this.aside = aside;
  }

  @Override
  public Isolation defaultIsolation() {
    return Isolation.REPEATABLE_READ;
  }

  @Override
  public void begin(Connection connection, TransactionOptions options) throws SQLException {
    if (options.isolation() == Isolation.SERIALIZABLE && facts.isTiDb()) {
      // It would say so itself, unless its operator lets it give less than was asked for.
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "TiDB has no serializable transactions; ask for REPEATABLE_READ");
    }
    try (Statement statement = connection.createStatement()) {
      if (options.isolation() != Isolation.DEFAULT) {
        statement.execute("SET TRANSACTION" + modes(options.isolation()));
      }
      statement.execute(begin(options, facts));
    }
  }

  @Override
  public void beginUnit(Connection connection) throws SQLException {
    super.beginUnit(connection);
    loads.permit(connection);
  }

  private static String modes(Isolation isolation) {
    return modes(TransactionOptions.defaults().withIsolation(isolation));
  }

  /** TiDB takes the words and, without a setting of its operator, refuses them. */
  static String begin(TransactionOptions options, ServerFacts facts) {
    return options.readOnly() && !facts.isTiDb()
        ? "START TRANSACTION READ ONLY"
        : "START TRANSACTION";
  }

  @Override
  public void commit(Connection connection) throws SQLException {
    execute(connection, "COMMIT");
    loads.commit(connection);
  }

  @Override
  public void rollback(Connection connection) throws SQLException {
    loads.rollback(connection);
    execute(connection, "ROLLBACK");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** A deadlock ends the whole transaction; every other failure its statement alone. */
  @Override
  public boolean endsTransaction(DatabaseException failure) {
    return failure.code() == ErrorCode.DEADLOCK;
  }

  @Override
  public boolean leavesDoubt(DatabaseException failure) {
    return failure.code() == ErrorCode.CONNECTION_FAILED && !MysqlErrors.saysNothingDone(failure);
  }

  @Override
  public void interrupt(Connection connection) throws SQLException {
    aside.execute(kill(connections.id(loads.busy(connection)), facts));
  }

  @Override
  public void abort(Connection connection) throws SQLException {
    loads.abort(connection);
    connections.cut(connection);
  }

  @Override
  public void discarding(Connection connection) {
    loads.rollback(connection);
  }

  static String kill(long id, ServerFacts facts) {
    return facts.killWords() + Long.toUnsignedString(id);
  }
}
