package dev.plinth.mysql;

import dev.plinth.testkit.servers.TestServers;

final class MysqlBulkLoadTest extends BulkLoadConformance {
  MysqlBulkLoadTest() {
    super(TestServers.mysql(), "SELECT COUNT_STAR FROM "
        + "performance_schema.events_statements_summary_global_by_event_name "
        + "WHERE EVENT_NAME = 'statement/sql/load'");
  }
}
