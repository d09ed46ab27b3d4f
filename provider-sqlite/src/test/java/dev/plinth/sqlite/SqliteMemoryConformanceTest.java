package dev.plinth.sqlite;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.DatabaseConformance;
import java.util.EnumSet;
import java.util.Set;

final class SqliteMemoryConformanceTest extends DatabaseConformance {
  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Databases.await(Databases.open("sqlite::memory:", options));
  }

  @Override
  protected Set<Capability> capabilities() {
    Set<Capability> capabilities = EnumSet.copyOf(SqliteConformanceTest.CAPABILITIES);
    capabilities.remove(Capability.DURABLE);
    return capabilities;
  }
}
