package dev.plinth.jdbc.platform;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.Dialect;
import dev.plinth.support.platform.PlatformSchema;
import dev.plinth.support.platform.PlatformVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * Brings the platform tables of a SQL database to the newest version, by Flyway.
 *
 * <p>Flyway locks against itself where the backend can; on SQLite the caller holds a lock.
 */
public final class PlatformMigration {
  private final Dialect dialect;
  private final List<PlatformVersion> versions;
  private final PlatformHistory history;

  /** The migration in a dialect. */
  public PlatformMigration(Dialect dialect) {
    this(dialect, PlatformSchema.versions());
  }

  PlatformMigration(Dialect dialect, List<PlatformVersion> versions) {
    this.dialect = dialect;
    this.versions = versions;
    this.history = new PlatformHistory(dialect, versions);
  }

  /**
   * Whether all versions are applied, by one query and without Flyway; false also where there is no
   * history.
   *
   * <p>Fails with {@link ErrorCode#SCHEMA_MISMATCH} for tables of a newer version, and with {@link
   * ErrorCode#MIGRATION_FAILED} for a history of somebody else.
   */
  public boolean isCurrent(Connection connection) {
    try {
      return history.isCurrent(connection);
    } catch (SQLException failure) {
      DatabaseException translated = dialect.translate(failure);
      return switch (translated.code()) {
        case QUERY_FAILED, NOT_FOUND, INVALID_QUERY -> false;
        default -> throw translated;
      };
    }
  }

  /**
   * Applies what is missing, over a connection that stays open and is in no transaction.
   *
   * <p>Fails as {@link #isCurrent} does, and with {@link ErrorCode#MIGRATION_FAILED} if a step failed.
   */
  public void migrate(Connection connection) {
    if (!isCurrent(connection)) {
      run(new MigrationConnections(connection));
    }
  }

  /** Applies what is missing, over connections of a source; fails as {@link #migrate(Connection)} does. */
  public void migrate(DataSource connections) {
    try (Connection connection = connections.getConnection()) {
      if (isCurrent(connection)) {
        return;
      }
    } catch (SQLException failure) {
      throw dialect.translate(failure);
    }
    run(new MigrationConnections(connections));
  }

  private void run(MigrationConnections connections) {
    try {
      FlywayRun.migrate(dialect, versions, connections);
    } catch (LinkageError otherVersion) {
      throw new DatabaseException(ErrorCode.MIGRATION_FAILED,
          "the Flyway on the class path does not fit; this library needs flyway-core 13 (found: "
              + otherVersion.getClass().getSimpleName() + ")",
          BackendFailure.of(otherVersion));
    }
  }
}
