package dev.plinth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class DatabaseExceptionTest {
  @Test
  void carriesWhatTheBackendSaidWithoutItsMessage() {
    var driver = new SQLException("Key (email)=(canary@example.com) already exists", "23505", 7,
        new IllegalStateException("canary"));
    driver.addSuppressed(new IllegalStateException("canary"));
    driver.setNextException(new SQLException("canary"));
    var failure = new DatabaseException(ErrorCode.UNIQUE_VIOLATION, "a record has this key",
        driver.getSQLState(), driver.getErrorCode(), BackendFailure.of(driver));
    assertThat(failure.sqlState()).contains("23505");
    assertThat(failure.vendorCode()).isEqualTo(7);
    assertThat(failure).hasToString("DB_UNIQUE_VIOLATION: a record has this key");
    assertThat(stackTrace(failure)).doesNotContain("canary").contains("SQLSTATE 23505",
        "vendor code 7", "DatabaseExceptionTest.carriesWhat");
  }

  @Test
  void needsNeitherCauseNorState() {
    var failure = new DatabaseException(ErrorCode.TIMEOUT, "too late");
    assertThat(failure.sqlState()).isEmpty();
    assertThat(failure.vendorCode()).isZero();
    assertThat(failure.retryable()).isTrue();
    assertThat(failure).hasNoCause();
  }

  @Test
  void hasTheCodesThatClientsRelyOn() {
    var codes = new TreeSet<String>();
    Arrays.stream(ErrorCode.values()).map(ErrorCode::code).forEach(codes::add);
    assertThat(codes).containsAll(Set.of("DB_CONNECTION_FAILED", "DB_NOT_CONNECTED",
        "DB_QUERY_FAILED", "DB_TRANSACTION_FAILED", "DB_TIMEOUT", "DB_MIGRATION_FAILED",
        "DB_INVALID_QUERY", "DB_INVALID_ARGUMENT", "DB_NOT_FOUND", "DB_UNIQUE_VIOLATION",
        "DB_FOREIGN_KEY_VIOLATION", "DB_NOT_NULL_VIOLATION", "DB_CHECK_VIOLATION",
        "DB_VALUE_OUT_OF_RANGE", "DB_CONFLICT", "DB_DEADLOCK", "DB_SERIALIZATION_FAILED",
        "DB_LOCK_TIMEOUT", "DB_ACCESS_DENIED", "DB_AUTHENTICATION_FAILED", "DB_POOL_EXHAUSTED",
        "DB_OVERLOADED", "DB_CANCELLED", "DB_UNSUPPORTED", "DB_OUTCOME_UNKNOWN",
        "DB_RESULT_TOO_LARGE", "DB_DECRYPTION_FAILED", "DB_STORAGE_FULL", "DB_SCHEMA_MISMATCH"));
  }

  @Test
  void neverCallsAnUnknownOutcomeRetryable() {
    assertThat(ErrorCode.OUTCOME_UNKNOWN.retryable()).isFalse();
    assertThat(ErrorCode.CONFLICT.retryable()).isFalse();
    assertThat(ErrorCode.DEADLOCK.retryable()).isTrue();
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
