package dev.plinth.mysql;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.DatabaseConformance;
import dev.plinth.testkit.NativeTexts;
import dev.plinth.testkit.servers.TestServers;
import java.util.EnumSet;
import java.util.Set;

/** On the server that the environment names: there are no binaries of MySQL to embed. */
final class MysqlConformanceTest extends DatabaseConformance {
  static final String SLOW_READ = "SELECT COUNT(*) AS n FROM information_schema.COLUMNS a "
      + "JOIN information_schema.COLUMNS b JOIN information_schema.COLUMNS c";

  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Databases.await(Databases.open(FreshDatabase.url(TestServers.mysql()), options));
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet
        .complementOf(EnumSet.of(Capability.TRANSACTIONAL_DDL, Capability.SEQUENCES,
            Capability.PARTIAL_INDEXES, Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES));
  }

  @Override
  protected NativeTexts nativeTexts() {
    return new MysqlTexts(SLOW_READ);
  }
}
