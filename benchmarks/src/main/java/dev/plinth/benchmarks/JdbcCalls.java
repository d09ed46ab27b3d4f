package dev.plinth.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.plinth.spi.DatabaseUrl;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The driver by hand, over HikariCP; the driver itself keeps the statements prepared. */
final class JdbcCalls implements ServerCalls {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final String STATEMENTS_KEPT = "250";

  private final HikariDataSource pool;

  JdbcCalls(int connections) {
    DatabaseUrl url = DatabaseUrl.parse(ServerTarget.url());
    var config = new HikariConfig();
    config.setJdbcUrl(ServerTarget.jdbcUrl(url));
    config.setUsername(url.user());
    config.setPassword(url.password());
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    config.addDataSourceProperty("prepareThreshold", "1");
    config.addDataSourceProperty("cachePrepStmts", "true");
    config.addDataSourceProperty("prepStmtCacheSize", STATEMENTS_KEPT);
    pool = new HikariDataSource(config);
  }

  @Override
  public long read(long id) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement select = connection.prepareStatement(Notes.SELECT_ONE)) {
      select.setLong(1, id);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return Notes.sum(rows.getLong(1), rows.getString(2), rows.getLong(3));
      }
    }
  }

  @Override
  public Object insert(long id) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert = connection.prepareStatement(Notes.INSERT)) {
      insert.setLong(1, id);
      insert.setString(2, Notes.title(id));
      insert.setLong(3, Notes.stars(id));
      return insert.executeUpdate();
    }
  }

  @Override
  public Object insertCounted(long number) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(Notes.INSERT_COUNTED, new String[]{"id"})) {
      insert.setString(1, Notes.title(number));
      insert.setLong(2, Notes.stars(number));
      int unused = insert.executeUpdate();
      try (ResultSet keys = insert.getGeneratedKeys()) {
        keys.next();
        return keys.getLong(1);
      }
    }
  }

  @Override
  public boolean isDuplicate(Exception failure) {
    return failure instanceof SQLException known && known.getSQLState().startsWith("23");
  }

  @Override
  public void close() {
    pool.close();
  }
}
