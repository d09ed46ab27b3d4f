package dev.plinth.mcp;

final class SqliteWorkflowTest extends WorkflowConformance {
  @Override
  String freshUrl() {
    return "sqlite:" + folder.resolve("app.db");
  }

  @Override
  String type() {
    return "sqlite";
  }
}
