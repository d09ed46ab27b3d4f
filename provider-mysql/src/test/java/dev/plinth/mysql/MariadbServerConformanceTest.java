package dev.plinth.mysql;

import dev.plinth.Capability;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;
import java.util.EnumSet;
import java.util.Set;

final class MariadbServerConformanceTest extends FamilyServerConformance {
  @Override
  protected TestServer server() {
    return TestServers.mariadb();
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.TRANSACTIONAL_DDL));
  }
}
