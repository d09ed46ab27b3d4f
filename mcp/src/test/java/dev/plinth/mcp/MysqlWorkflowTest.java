package dev.plinth.mcp;

import dev.plinth.testkit.servers.TestServers;

final class MysqlWorkflowTest extends WorkflowConformance {
  @Override
  String freshUrl() {
    return TestServers.mysql().freshDatabaseUrl();
  }

  @Override
  String type() {
    return "mysql";
  }
}
