package dev.plinth.jdbc.platform;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.Dialect;
import dev.plinth.support.platform.PlatformSchema;
import dev.plinth.support.platform.PlatformVersion;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.migration.JavaMigration;

/** The one class that starts Flyway, so that nothing of it is loaded before it is needed. */
final class FlywayRun {
  private FlywayRun() {}

  static void migrate(Dialect dialect, List<PlatformVersion> versions, DataSource connections) {
    JavaMigration[] migrations =
        PlatformStepMigration.of(dialect, versions).toArray(JavaMigration[]::new);
    try {
      Flyway.configure(FlywayRun.class.getClassLoader())
          .loggers("slf4j")
          .dataSource(connections)
          .table(PlatformSchema.HISTORY)
          .installedBy("plinth")
          .locations(new String[0])
          .skipDefaultResolvers(true)
          .javaMigrations(migrations)
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .createSchemas(false)
          .cleanDisabled(true)
          .load()
          .migrate();
    } catch (FlywayValidateException failure) {
      throw new DatabaseException(ErrorCode.SCHEMA_MISMATCH,
          "the history of the platform tables in " + PlatformSchema.HISTORY
              + " is not that of this library: a version failed halfway or was changed; "
              + "restore the tables from a backup, or use an empty database",
          BackendFailure.of(failure));
    } catch (FlywayException failure) {
      throw failed(dialect, failure);
    }
  }

  private static DatabaseException failed(Dialect dialect, FlywayException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException known) {
        DatabaseException translated = dialect.translate(known);
        return translated.retryable()
            ? translated
            : new DatabaseException(ErrorCode.MIGRATION_FAILED,
                "the platform tables could not be brought to the newest version: "
                    + translated.getMessage(),
                known.getSQLState(), known.getErrorCode(), BackendFailure.of(known));
      }
    }
    return new DatabaseException(ErrorCode.MIGRATION_FAILED,
        "the platform tables could not be brought to the newest version; look at the permissions "
            + "of the database user and at what else is in the schema",
        BackendFailure.of(failure));
  }
}
