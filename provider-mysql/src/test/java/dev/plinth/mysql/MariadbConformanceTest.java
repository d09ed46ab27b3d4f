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

final class MariadbConformanceTest extends DatabaseConformance {
  static final String SLOW_READ =
      "SELECT COUNT(*) AS n FROM seq_1_to_1000000000 a JOIN seq_1_to_1000000 b";

  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Databases.await(Databases.open(FreshDatabase.url(TestServers.mariadb()), options));
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.TRANSACTIONAL_DDL,
        Capability.PARTIAL_INDEXES, Capability.EXPIRING_INDEXES, Capability.TEXT_INDEXES));
  }

  @Override
  protected NativeTexts nativeTexts() {
    return new MysqlTexts(SLOW_READ);
  }
}
