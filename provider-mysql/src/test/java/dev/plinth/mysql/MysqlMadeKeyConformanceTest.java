package dev.plinth.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.TestServers;
import org.junit.jupiter.api.Test;

final class MysqlMadeKeyConformanceTest extends MadeKeyConformance {
  MysqlMadeKeyConformanceTest() {
    super(TestServers.mysql(), "SELECT COUNT_STAR FROM "
        + "performance_schema.events_statements_summary_global_by_event_name "
        + "WHERE EVENT_NAME = 'statement/sql/insert'");
  }

  @Test
  void refusesAKeyByDefaultBeforeItIsMade() {
    execute("CREATE TABLE named (id CHAR(36) PRIMARY KEY DEFAULT (uuid()), label INT)");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Databases.await(database().insert("named", Row.of("label", 1))))
        .withMessageContaining("id gets by default")
        .matches(failure -> failure.code() == ErrorCode.UNSUPPORTED);
    assertThat(Databases.await(database().count("named", Filter.all()))).isZero();
  }

  @Test
  void saysThatARecordIsInWhoseKeyATriggerMade() {
    execute("CREATE TABLE named (id CHAR(36) PRIMARY KEY, label INT)");
    execute("CREATE TRIGGER named_key BEFORE INSERT ON named FOR EACH ROW "
        + "SET NEW.id = COALESCE(NEW.id, uuid())");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Databases.await(database().insert("named", Row.of("label", 1))))
        .matches(failure -> failure.code() == ErrorCode.OUTCOME_UNKNOWN);
    assertThat(Databases.await(database().count("named", Filter.all()))).isOne();
  }
}
