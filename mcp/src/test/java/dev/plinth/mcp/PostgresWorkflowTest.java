package dev.plinth.mcp;

import dev.plinth.testkit.servers.TestServers;

final class PostgresWorkflowTest extends WorkflowConformance {
  @Override
  String freshUrl() {
    return TestServers.postgres().freshDatabaseUrl();
  }

  @Override
  String type() {
    return "postgresql";
  }
}
