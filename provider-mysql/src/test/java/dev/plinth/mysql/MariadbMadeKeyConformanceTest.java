package dev.plinth.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.TestServers;
import org.junit.jupiter.api.Test;

final class MariadbMadeKeyConformanceTest extends MadeKeyConformance {
  MariadbMadeKeyConformanceTest() {
    super(TestServers.mariadb(), "SELECT VARIABLE_VALUE FROM "
        + "information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'Com_insert'");
  }

  @Test
  void tellsAKeyThatADefaultMade() {
    execute("CREATE TABLE named (id CHAR(36) PRIMARY KEY DEFAULT (uuid()), label INT)");
    Row key = Databases.await(database().insert("named", Row.of("label", 1)));
    assertThat(Databases.await(database().count("named",
        Filter.field("id").eq(key.value("id").orElseThrow())))).isOne();
  }

  @Test
  void tellsAKeyThatATriggerMade() {
    execute("CREATE TABLE counted (id BIGINT AUTO_INCREMENT PRIMARY KEY, label INT)");
    execute("CREATE TRIGGER counted_key BEFORE INSERT ON counted FOR EACH ROW "
        + "SET NEW.id = 1000000 - NEW.label");
    assertThat(inserted("counted", 500)).isEqualTo(kept("counted"));
  }
}
