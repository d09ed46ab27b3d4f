package dev.plinth.sqlite;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.DatabaseConformance;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;

final class SqliteConformanceTest extends DatabaseConformance {
  static final Set<Capability> CAPABILITIES = EnumSet.of(Capability.NATIVE_STATEMENTS,
      Capability.SQL, Capability.TRANSACTIONS, Capability.SERIALIZABLE_TRANSACTIONS,
      Capability.SAVEPOINTS, Capability.TRANSACTIONAL_DDL,
      Capability.READ_ONLY_TRANSACTIONS, Capability.FOREIGN_KEYS, Capability.CHECK_CONSTRAINTS,
      Capability.GENERATED_KEYS, Capability.LIST_UPDATES, Capability.PARTIAL_INDEXES,
      Capability.TREE_QUERIES,
      Capability.TRIGGERS, Capability.DURABLE);

  @TempDir
  static Path folder;

  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Databases.await(
        Databases.open("sqlite:" + folder.resolve(UUID.randomUUID() + "/app.db"), options));
  }

  @Override
  protected Set<Capability> capabilities() {
    return CAPABILITIES;
  }
}
