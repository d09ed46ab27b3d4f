package dev.plinth.jdbc.platform;

import dev.plinth.jdbc.DefinitionRenderer;
import dev.plinth.jdbc.Dialect;
import dev.plinth.schema.TableDefinition;
import dev.plinth.support.platform.PlatformStep;
import dev.plinth.support.platform.PlatformVersion;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** All versions as migrations. */
  static List<PlatformStepMigration> of(Dialect dialect, List<PlatformVersion> versions) {
    var renderer = new DefinitionRenderer(dialect);
    Map<String, TableDefinition> tables = new HashMap<>();
    return versions.stream()
        .map(version -> new PlatformStepMigration(version, version.steps().stream()
            .map(step -> statement(renderer, step, tables)).toList()))
        .toList();
  }

  private static String statement(DefinitionRenderer renderer, PlatformStep step,
      Map<String, TableDefinition> tables) {
    return switch (step) {
      case PlatformStep.CreateTable create -> {
        tables.put(create.table().name(), create.table());
        yield renderer.createTable(create.table());
      }
      case PlatformStep.CreateIndex create -> renderer.createIndex(create.index(),
          Objects.requireNonNull(tables.get(create.index().table()), "table of an index"));
    };
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
