package dev.plinth.mcp;

import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;

final class SqliteWorkflowTest extends WorkflowConformance {
  @Override
  DatabaseProvider open() {
    return Databases.await(Databases.open("sqlite:" + folder.resolve("app.db")));
  }

  @Override
  String type() {
    return "sqlite";
  }
}
