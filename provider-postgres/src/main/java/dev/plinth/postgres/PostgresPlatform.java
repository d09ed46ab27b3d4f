package dev.plinth.postgres;

import dev.plinth.jdbc.platform.PlatformMigration;
import dev.plinth.support.pooled.PlatformSetup;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Brings the platform tables up to date, one process at a time, over connections of its own. */
final class PostgresPlatform implements PlatformSetup {
  /** The number of the lock in each database; it is given back with its transaction, so that poolers keep it. */
  private static final String LOCK = "SELECT pg_catalog.pg_advisory_xact_lock(123666860405864)";

  private final PostgresDialect dialect;
  private final PlatformMigration migration;
  private final PostgresConnections connections;

  PostgresPlatform(PostgresDialect dialect, PostgresConnections connections) {
    this.dialect = dialect;
    this.migration = new PlatformMigration(dialect);
    this.connections = connections;
  }

  @Override
  public void migrate() {
    try (Connection connection = connections.getConnection()) {
      if (migration.isCurrent(connection)) {
        return;
      }
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(LOCK);
      }
      migration.migrate(connections);
      connection.rollback();
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }
}
