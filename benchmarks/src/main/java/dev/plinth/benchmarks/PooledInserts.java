package dev.plinth.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Single inserts by hand: a connection of a pool, its prepared statements kept, each insert durable
 * before the call returns.
 */
final class PooledInserts implements AutoCloseable {
  private record Prepared(PreparedStatement begin, PreparedStatement insert,
      PreparedStatement commit) {
    static Prepared on(Connection connection) {
      try {
        return new Prepared(connection.prepareStatement("BEGIN IMMEDIATE"),
            connection.prepareStatement(Notes.INSERT), connection.prepareStatement("COMMIT"));
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }

    int insert(long id) throws SQLException {
      insert.setLong(1, id);
      insert.setString(2, Notes.title(id));
      insert.setLong(3, Notes.stars(id));
      return insert.executeUpdate();
    }
  }

  private final HikariDataSource pool;
  private final Map<Connection, Prepared> prepared = new ConcurrentHashMap<>();

  PooledInserts(Path file, int connections) {
    this.pool = PlainSqlite.pool(file, connections);
  }

  /** In a transaction that takes the write lock at its beginning, as code of several statements must. */
  int insertInTransaction(long id) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Prepared statements = preparedOn(connection);
      statements.begin.execute();
      int inserted = statements.insert(id);
      statements.commit.execute();
      return inserted;
    }
  }

  /** As a statement that is its own transaction: the least that SQLite can do. */
  int insertAlone(long id) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      return preparedOn(connection).insert(id);
    }
  }

  /** Kept on the driver's own connection: the pool closes what is prepared through it. */
  private Prepared preparedOn(Connection connection) throws SQLException {
    return prepared.computeIfAbsent(connection.unwrap(org.sqlite.SQLiteConnection.class),
        Prepared::on);
  }

  @Override
  public void close() {
    pool.close();
  }
}
