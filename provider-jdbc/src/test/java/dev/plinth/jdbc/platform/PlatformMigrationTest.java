package dev.plinth.jdbc.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.TinyDialect;
import dev.plinth.support.platform.PlatformSchema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

final class PlatformMigrationTest {
  private final PlatformMigration migration = new PlatformMigration(new TinyDialect());
  private final Connection connection;

  PlatformMigrationTest() throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite::memory:");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void createsThePlatformTablesOnce() throws SQLException {
    run("CREATE TABLE other (id INTEGER)");
    assertThat(migration.isCurrent(connection)).isFalse();

    migration.migrate(connection);
    migration.migrate(connection);

    assertThat(migration.isCurrent(connection)).isTrue();
    assertThat(connection.isClosed()).isFalse();
    assertThat(connection.getAutoCommit()).isTrue();
    assertThat(count("SELECT count(*) FROM plinth_users")).isZero();
    assertThat(count("SELECT count(*) FROM plinth_schema_history WHERE type = 'JDBC'"))
        .isEqualTo(PlatformSchema.latest());
  }

  @Test
  void appliesWhatIsMissing() throws SQLException {
    new PlatformMigration(new TinyDialect(), PlatformSchema.versions().subList(0, 2))
        .migrate(connection);
    assertThat(migration.isCurrent(connection)).isFalse();

    migration.migrate(connection);

    assertThat(migration.isCurrent(connection)).isTrue();
  }

  @Test
  void refusesTablesOfANewerVersion() {
    migration.migrate(connection);
    var older =
        new PlatformMigration(new TinyDialect(), PlatformSchema.versions().subList(0, 2));

    failsWith(ErrorCode.SCHEMA_MISMATCH, () -> older.isCurrent(connection));
    failsWith(ErrorCode.SCHEMA_MISMATCH, () -> older.migrate(connection));
  }

  @Test
  void refusesAVersionThatWasChanged() throws SQLException {
    new PlatformMigration(new TinyDialect(), PlatformSchema.versions().subList(0, 2))
        .migrate(connection);
    run("UPDATE plinth_schema_history SET checksum = 1 WHERE version = '1'");

    failsWith(ErrorCode.SCHEMA_MISMATCH, () -> migration.migrate(connection));
  }

  @Test
  void refusesTheHistoryOfSomebodyElse() throws SQLException {
    migration.migrate(connection);
    run("UPDATE plinth_schema_history SET description = 'init' WHERE version = '1'");

    failsWith(ErrorCode.MIGRATION_FAILED, () -> migration.isCurrent(connection));
  }

  @Test
  void refusesAHistoryTableOfAnotherShape() throws SQLException {
    run("CREATE TABLE plinth_schema_history (x INTEGER)");

    failsWith(ErrorCode.MIGRATION_FAILED, () -> migration.migrate(connection));
  }

  @Test
  void saysWhyAStepFailed() throws SQLException {
    run("CREATE TABLE plinth_users (x INTEGER)");

    failsWith(ErrorCode.MIGRATION_FAILED, () -> migration.migrate(connection));
    assertThat(migration.isCurrent(connection)).isFalse();
  }

  @Test
  void showsNoUrlInTheLog(@TempDir Path folder) {
    var lines = new ListAppender<ILoggingEvent>();
    var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    lines.start();
    root.setLevel(Level.INFO);
    root.addAppender(lines);
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + folder.resolve("secret.db"));

    migration.migrate(source);

    root.detachAppender(lines);
    root.setLevel(Level.WARN);
    assertThat(lines.list).isNotEmpty()
        .noneMatch(line -> line.getFormattedMessage().contains("secret"));
  }

  private static void failsWith(ErrorCode code, Runnable work) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(work::run)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(code));
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private int count(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.getInt(1);
    }
  }
}
