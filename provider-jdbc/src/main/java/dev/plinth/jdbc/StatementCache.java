package dev.plinth.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** The prepared statements of one connection, the least recently used closed when there are too many. One thread at a time. */
final class StatementCache {
  /** Tells the statements apart that are prepared in another way. */
  private static final String FOR_KEYS = "-- keys\n";

  private final Connection connection;
  private final Dialect dialect;
  private final int capacity;
  private final LinkedHashMap<String, PreparedStatement> prepared =
      new LinkedHashMap<>(64, 0.75f, true);
  private @Nullable String current;

  StatementCache(Connection connection, Dialect dialect, int capacity) {
    this.connection = connection;
    this.dialect = dialect;
    this.capacity = capacity;
  }

  /** The connection whose statements these are. */
  Connection connection() {
    return connection;
  }

  /** The statement of a text; it may be used until the next call. */
  PreparedStatement prepare(String sql) throws SQLException {
    current = sql;
    PreparedStatement known = prepared.get(sql);
    return known != null ? known : keep(sql, connection.prepareStatement(sql));
  }

  /** The statement of a text that reads; it may be used until the next call. */
  PreparedStatement prepareRead(String sql) throws SQLException {
    current = sql;
    PreparedStatement known = prepared.get(sql);
    return known != null ? known : keep(sql, own(sql));
  }

  /** The statement of an insert whose generated key the driver tells; it may be used until the next call. */
  PreparedStatement prepareForKeys(String sql) throws SQLException {
    current = FOR_KEYS + sql;
    PreparedStatement known = prepared.get(current);
    return known != null
        ? known
        : keep(current, connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS));
  }

  /** A statement that the caller closes, for a result that stays open. */
  PreparedStatement own(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    dialect.configureRead(statement);
    return statement;
  }

  /** See {@link Dialect#refreshSchema}. */
  void refreshSchema() throws SQLException {
    dialect.refreshSchema(connection);
  }

  /** Closes the statement used last: after an error a driver may have given it up. */
  void discardCurrent() {
    String sql = current;
    PreparedStatement statement = sql == null ? null : prepared.remove(sql);
    if (statement != null) {
      closeQuietly(statement);
    }
  }

  /** Closes all. */
  void clear() {
    prepared.values().forEach(StatementCache::closeQuietly);
    prepared.clear();
  }

  private PreparedStatement keep(String sql, PreparedStatement statement) {
    if (prepared.size() >= capacity) {
      Iterator<PreparedStatement> eldest = prepared.values().iterator();
      closeQuietly(eldest.next());
      eldest.remove();
    }
    prepared.put(sql, statement);
    return statement;
  }

  private static void closeQuietly(PreparedStatement statement) {
    try {
      statement.close();
    } catch (SQLException alreadyLost) {
      // Its connection is gone, and the statement with it.
    }
  }
}
