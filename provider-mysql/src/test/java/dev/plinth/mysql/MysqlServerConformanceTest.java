package dev.plinth.mysql;

import dev.plinth.Capability;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;
import java.util.EnumSet;
import java.util.Set;

final class MysqlServerConformanceTest extends FamilyServerConformance {
  @Override
  protected TestServer server() {
    return TestServers.mysql();
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.TRANSACTIONAL_DDL, Capability.SEQUENCES));
  }
}
