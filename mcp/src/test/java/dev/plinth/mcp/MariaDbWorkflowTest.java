package dev.plinth.mcp;

import dev.plinth.testkit.servers.TestServers;

final class MariaDbWorkflowTest extends WorkflowConformance {
  @Override
  String freshUrl() {
    return TestServers.mariadb().freshDatabaseUrl();
  }

  @Override
  String type() {
    return "mariadb";
  }
}
