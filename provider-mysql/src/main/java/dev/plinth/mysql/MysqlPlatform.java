package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.Queries;
import dev.plinth.jdbc.platform.PlatformMigration;
import dev.plinth.support.pooled.PlatformSetup;
import java.sql.Connection;
import java.sql.SQLException;

/** Brings the platform tables up to date, one process at a time, over connections of its own. */
final class MysqlPlatform implements PlatformSetup {
  /** Of the server, so that it names the database; at most 64 characters are taken. */
  private static final String NAME = "CONCAT('plinth:', LEFT(SHA2(DATABASE(), 256), 32))";
  private static final int SECONDS = 120;

  private final MysqlDialect dialect;
  private final PlatformMigration migration;
  private final MysqlConnections connections;

  MysqlPlatform(MysqlDialect dialect, MysqlConnections connections) {
    this.dialect = dialect;
    this.migration = new PlatformMigration(dialect);
    this.connections = connections;
  }

  /** The lock goes with the connection that holds it. */
  @Override
  public void migrate() {
    try (Connection connection = connections.getConnection()) {
      if (migration.isCurrent(connection)) {
        return;
      }
      boolean locked = Queries.list(connection, "SELECT GET_LOCK(" + NAME + ", " + SECONDS + ")",
          rows -> rows.getInt(1) == 1).getFirst();
      if (!locked) {
        throw new DatabaseException(ErrorCode.LOCK_TIMEOUT,
            "another process has been creating the platform tables for too long; try again");
      }
      migration.migrate(connections);
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
  }
}
