package dev.plinth.jdbc.platform;

import dev.plinth.jdbc.DefinitionRenderer;
import dev.plinth.jdbc.Dialect;
import dev.plinth.support.platform.PlatformStep;
import dev.plinth.support.platform.PlatformVersion;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.zip.CRC32;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;

/** One version of the platform schema as a migration of Flyway, with a checksum over its statements. */
final class PlatformStepMigration implements JavaMigration {
  private final PlatformVersion version;
  private final List<String> statements;

  private PlatformStepMigration(PlatformVersion version, List<String> statements) {
    this.version = version;
    this.statements = statements;
  }

  static PlatformStepMigration of(Dialect dialect, PlatformVersion version) {
    var renderer = new DefinitionRenderer(dialect);
    return new PlatformStepMigration(version, version.steps().stream().map(step -> switch (step) {
      case PlatformStep.CreateTable create -> renderer.createTable(create.table());
      case PlatformStep.CreateIndex create -> renderer.createIndex(create.index());
    }).toList());
  }

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion(String.valueOf(version.number()));
  }

  @Override
  public String getDescription() {
    return version.description();
  }

  @Override
  public Integer getChecksum() {
    var checksum = new CRC32();
    statements.forEach(sql -> checksum.update((sql + "\n").getBytes(StandardCharsets.UTF_8)));
    return (int) checksum.getValue();
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    try (Statement statement = context.getConnection().createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
