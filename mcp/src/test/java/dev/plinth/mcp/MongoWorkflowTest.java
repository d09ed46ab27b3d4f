package dev.plinth.mcp;

import dev.plinth.testkit.servers.TestServers;

/** On the stand-in within this JVM, which has no transactions; or on the server that the environment names. */
final class MongoWorkflowTest extends WorkflowConformance {
  @Override
  String freshUrl() {
    return TestServers.mongo().freshDatabaseUrl();
  }

  @Override
  String type() {
    return "mongodb";
  }
}
