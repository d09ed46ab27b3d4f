package dev.plinth.mysql;

import dev.plinth.testkit.servers.TestServers;

final class MariadbBulkLoadTest extends BulkLoadConformance {
  MariadbBulkLoadTest() {
    super(TestServers.mariadb(), "SELECT VARIABLE_VALUE FROM "
        + "information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'Com_load'");
  }
}
