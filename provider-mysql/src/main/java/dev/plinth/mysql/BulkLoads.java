package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import dev.plinth.jdbc.Dialect;
import dev.plinth.jdbc.Queries;
import dev.plinth.schema.PortableType;
import dev.plinth.support.engine.TableSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Inserts many rows by LOAD DATA LOCAL: in a transaction on a connection opened for it, which is
 * committed, rolled back, ended and cut together with the pooled connection that it stands for. Only where that one's
 * transaction is nothing but the insert.
 *
 * <p>LOAD DATA LOCAL drops what violates a key and cuts what does not fit, with warnings. Where there are any, or
 * a row is missing, all is rolled back, and statements insert the rows or say what is wrong.
 */
final class BulkLoads {
  /** So many rows pay for opening a connection. */
  static final int LEAST_ROWS = 2_000;

  private static final String FORMAT = " CHARACTER SET utf8mb4 FIELDS TERMINATED BY '\\t' "
      + "ESCAPED BY '\\\\' LINES TERMINATED BY '\\n' (";

  /** A rollback needs InnoDB; of a cluster that commits in parts, there is nothing to roll back. */
  private static final String KEEPS_PROMISES = "SELECT COUNT(*) FROM information_schema.TABLES "
      + "WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = ? AND ENGINE = 'InnoDB'";
  private static final String IN_ONE_PIECE = " AND NOT EXISTS (SELECT 1 FROM "
      + "information_schema.SYSTEM_VARIABLES WHERE VARIABLE_NAME = 'WSREP_LOAD_DATA_SPLITTING' "
      + "AND GLOBAL_VALUE = 'ON')";

  private final MysqlSettings settings;
  private final MysqlConnections connections;
  private final ServerFacts facts;

  /** The pooled connections whose transaction is one piece of work. */
  private final Set<Connection> permitted = ConcurrentHashMap.newKeySet();

  /** By them, the connections that were opened for it. */
  private final Map<Connection, Connection> opened = new ConcurrentHashMap<>();

  BulkLoads(MysqlSettings settings, MysqlConnections connections, ServerFacts facts) {
    this.settings = settings;
    this.connections = connections;
    this.facts = facts;
  }

  void permit(Connection pooled) {
    permitted.add(pooled);
  }

  /** Whether the rows were inserted, and wait for {@link #commit}; else nothing has happened. */
  boolean load(Dialect dialect, Connection pooled, TableSchema table, List<Row> rows)
      throws SQLException {
    if (rows.size() < LEAST_ROWS || !settings.localInfile() || !facts.loadsLocalFiles()
        || !permitted.contains(pooled)) {
      return false;
    }
    Columns columns = rows.getFirst().columns();
    LoadField[] fields = LoadField.of(table, columns);
    if (fields == null || !open(pooled)) {
      return false;
    }
    boolean loaded = false;
    try {
      loaded = load(opened(pooled), statement(dialect, table, columns), table.name(),
          new LoadStream(rows, fields), rows.size());
    } catch (SQLException failure) {
      requireAlive(failure);
    } finally {
      if (!loaded) {
        rollback(pooled);
      }
    }
    return loaded;
  }

  /** What cannot be opened beside the pool is done without. */
  private boolean open(Connection pooled) {
    try {
      opened.put(pooled, connections.loading());
      return true;
    } catch (SQLException | DatabaseException notToBeHad) {
      return false;
    }
  }

  /** The connection was cut meanwhile where there is none. */
  private Connection opened(Connection pooled) throws SQLException {
    Connection connection = opened.get(pooled);
    if (connection == null || !permitted.contains(pooled)) {
      throw new SQLException("cut", "08006");
    }
    return connection;
  }

  private boolean load(Connection connection, String sql, String table, LoadStream content,
      int count) throws SQLException {
    String promises = facts.isMariaDb() ? KEEPS_PROMISES + IN_ONE_PIECE : KEEPS_PROMISES;
    if (Queries.list(connection, promises, rows -> rows.getLong(1), table).getFirst() == 0) {
      return false;
    }
    execute(connection, "START TRANSACTION");
    long arrived = settings.driver().localFiles().send(connection, sql, content);
    content.requireWhole();
    return arrived == count && warnings(connection) == 0;
  }

  /** As a text: to prepare a statement may forget them. */
  private static long warnings(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT @@warning_count")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Bytes travel as digits, since every byte of a text must be one of its encoding. */
  private static String statement(Dialect dialect, TableSchema table, Columns columns) {
    var sql = new StringBuilder("LOAD DATA LOCAL INFILE 'plinth' INTO TABLE ")
        .append(dialect.quoted(table.name())).append(FORMAT);
    var set = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String name = dialect.quoted(columns.name(i));
      var column = table.column(columns.name(i));
      boolean bytes = column != null && column.type() == PortableType.BYTES;
      sql.append(i == 0 ? "" : ", ").append(bytes ? "@v" + i : name);
      if (bytes) {
        set.append(set.isEmpty() ? " SET " : ", ").append(name).append(" = UNHEX(@v").append(i)
            .append(')');
      }
    }
    return sql.append(')').append(set).toString();
  }

  /** Whatever else was wrong, statements will find out. */
  private static void requireAlive(SQLException failure) throws SQLException {
    ErrorCode code = MysqlErrors.translate(failure).code();
    if (code == ErrorCode.CANCELLED || code == ErrorCode.CONNECTION_FAILED) {
      throw failure;
    }
  }

  /** Commits what was loaded, if anything was. */
  void commit(Connection pooled) throws SQLException {
    permitted.remove(pooled);
    Connection connection = opened.get(pooled);
    if (connection == null) {
      return;
    }
    try {
      execute(connection, "COMMIT");
    } finally {
      opened.remove(pooled);
      close(connection);
    }
  }

  /** Undoes what was loaded. */
  void rollback(Connection pooled) {
    permitted.remove(pooled);
    Connection connection = opened.remove(pooled);
    if (connection == null) {
      return;
    }
    try {
      // Its locks would be in the way of what comes next, until the server notices the end.
      execute(connection, "ROLLBACK");
    } catch (SQLException lost) {
      // Without the connection the server rolls back.
    } finally {
      close(connection);
    }
  }

  /** The connection on which something runs: the one opened for a pooled one, or that itself. */
  Connection busy(Connection pooled) {
    return opened.getOrDefault(pooled, pooled);
  }

  /** Cuts the connection that was opened, and lets none be used any more. */
  void abort(Connection pooled) throws SQLException {
    permitted.remove(pooled);
    Connection connection = opened.get(pooled);
    if (connection != null) {
      connections.cut(connection);
    }
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException alreadyLost) {
      // There is nothing left to close.
    }
  }
}
