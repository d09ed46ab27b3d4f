package dev.plinth.mysql;

import dev.plinth.Capability;
import dev.plinth.ErrorCode;
import dev.plinth.testkit.ErrorCase;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

final class MysqlErrorConformanceTest extends FamilyErrorConformance {
  @Override
  TestServer server() {
    return TestServers.mysql();
  }

  @Override
  protected Set<Capability> capabilities() {
    return EnumSet.complementOf(EnumSet.of(Capability.TRANSACTIONAL_DDL, Capability.SEQUENCES));
  }

  @Override
  String slowRead() {
    return MysqlConformanceTest.SLOW_READ;
  }

  /** MySQL lets transactions wait where others fail; TiDB would say this. */
  @Override
  List<ErrorCase> casesOfTheServer() {
    return List.of(new ErrorCase(ErrorCode.SERIALIZATION_FAILED,
        "a record that changed since it was read, as a server would say it",
        scene -> raised(scene, 9007)));
  }
}
