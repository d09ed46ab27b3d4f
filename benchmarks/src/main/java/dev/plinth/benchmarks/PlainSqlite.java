package dev.plinth.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/** How a careful user opens SQLite by hand: with the pragmas that Plinth sets. */
final class PlainSqlite {
  private static final int PATIENCE_MILLIS = 60_000;

  private PlainSqlite() {}

  /** One connection. */
  static Connection connect(Path file) throws SQLException {
    return dataSource(file).getConnection();
  }

  /** A pool. */
  static HikariDataSource pool(Path file, int connections) {
    var config = new HikariConfig();
    config.setDataSource(dataSource(file));
    config.setMaximumPoolSize(connections);
    config.setConnectionTimeout(PATIENCE_MILLIS);
    return new HikariDataSource(config);
  }

  private static SQLiteDataSource dataSource(Path file) {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(PATIENCE_MILLIS);
    var source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }
}
