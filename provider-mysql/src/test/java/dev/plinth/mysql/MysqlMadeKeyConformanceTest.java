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
    super(TestServers.mysql(), "SELECT SUM(COUNT_STAR) FROM "
        + "performance_schema.events_statements_summary_global_by_event_name "
        + "WHERE EVENT_NAME IN ('statement/sql/insert', 'statement/com/Execute')");
  }

  @Test
  void refusesAKeyByDefaultBeforeItIsMade() {
    execute("CREATE TABLE named (id CHAR(36) PRIMARY KEY DEFAULT (uuid()), label INT)");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Databases.await(database().insert("named", Row.of("label", 1))))
        .withMessageContaining("the value that id gets")
        .matches(failure -> failure.code() == ErrorCode.UNSUPPORTED);
    assertThat(Databases.await(database().count("named", Filter.all()))).isZero();
  }

  @Test
  void tellsAKeyThatATriggerMadeWhereItIsCounted() {
    execute("CREATE TABLE counted (id BIGINT AUTO_INCREMENT PRIMARY KEY, label INT)");
    execute("CREATE TRIGGER counted_key BEFORE INSERT ON counted FOR EACH ROW "
        + "SET NEW.id = 1000000 - NEW.label");
    assertThat(inserted("counted", 300)).isEqualTo(kept("counted"));
  }

  @Test
  void refusesAComputedKeyBeforeItIsMade() {
    execute("CREATE TABLE named (seq INT AUTO_INCREMENT UNIQUE, label INT, "
        + "id INT AS (label * 2) STORED PRIMARY KEY)");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Databases.await(database().insert("named", Row.of("label", 1))))
        .matches(failure -> failure.code() == ErrorCode.UNSUPPORTED);
    assertThat(Databases.await(database().count("named", Filter.all()))).isZero();
  }

  @Test
  void saysThatARecordMayBeInWhoseKeyATriggerMade() {
    execute(
        "CREATE TABLE named (id CHAR(36) PRIMARY KEY, label INT, seq INT AUTO_INCREMENT UNIQUE)");
    execute("CREATE TRIGGER named_key BEFORE INSERT ON named FOR EACH ROW "
        + "SET NEW.id = COALESCE(NEW.id, uuid())");
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Databases.await(database().insert("named", Row.of("label", 1))))
        .matches(failure -> failure.code() == ErrorCode.OUTCOME_UNKNOWN);
    assertThat(Databases.await(database().count("named", Filter.all()))).isOne();
  }
}
