package dev.plinth.postgres;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.server.ServerMessages;
import java.sql.SQLException;

/** PostgreSQL's SQLSTATEs, those of its driver and of poolers among them, and what they are called here. */
final class PostgresErrors {
  private PostgresErrors() {}

  /** The portable failure for one of the driver; never with its message, in which there may be values. */
  static DatabaseException translate(SQLException failure) {
    String state = state(failure);
    ErrorCode code = code(state);
    return new DatabaseException(code, message(code, state), failure.getSQLState(),
        failure.getErrorCode(), BackendFailure.of(failure));
  }

  /** Whether a connection that failed so is better replaced. */
  static boolean breaksConnection(DatabaseException failure) {
    String state = failure.sqlState().orElse("");
    return switch (state) {
      case "57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04", "XX000", "XX001" -> true;
      default -> state.startsWith("08");
    };
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  private static ErrorCode code(String state) {
    return switch (state) {
      case "23505", "23P01" -> ErrorCode.UNIQUE_VIOLATION;
      case "23503", "23001" -> ErrorCode.FOREIGN_KEY_VIOLATION;
      case "23502" -> ErrorCode.NOT_NULL_VIOLATION;
      case "23514", "44000", "P0001" -> ErrorCode.CHECK_VIOLATION;
      case "54000" -> ErrorCode.VALUE_OUT_OF_RANGE;
      case "40P01" -> ErrorCode.DEADLOCK;
      case "40001" -> ErrorCode.SERIALIZATION_FAILED;
      case "40003" -> ErrorCode.OUTCOME_UNKNOWN;
      case "55P03" -> ErrorCode.LOCK_TIMEOUT;
      case "57014" -> ErrorCode.CANCELLED;
      case "25006", "42501" -> ErrorCode.ACCESS_DENIED;
      case "3D000", "3F000", "42P01", "42703", "42704", "42883" -> ErrorCode.NOT_FOUND;
      case "0A000" -> ErrorCode.UNSUPPORTED;
      case "53100" -> ErrorCode.STORAGE_FULL;
      case "53300" -> ErrorCode.CONNECTION_FAILED;
      case "57P01", "57P02", "57P03", "57P04", "57P05" -> ErrorCode.CONNECTION_FAILED;
      default -> ofClass(state.length() < 2 ? "" : state.substring(0, 2));
    };
  }

  private static ErrorCode ofClass(String prefix) {
    return switch (prefix) {
      case "08" -> ErrorCode.CONNECTION_FAILED;
      case "22" -> ErrorCode.VALUE_OUT_OF_RANGE;
      case "23" -> ErrorCode.CHECK_VIOLATION;
      case "25", "2D", "3B", "40" -> ErrorCode.TRANSACTION_FAILED;
      case "28" -> ErrorCode.AUTHENTICATION_FAILED;
      case "26", "42" -> ErrorCode.INVALID_QUERY;
      default -> ErrorCode.QUERY_FAILED;
    };
  }

  private static String message(ErrorCode code, String state) {
    return switch (state) {
      case "23P01" -> "a record that the table excludes beside this one exists";
      case "P0001" -> "a trigger or routine raised an error";
      case "3D000" -> "there is no database of this name; look at the URL, or create it";
      case "53300" ->
          "the server has no connection left; raise its max_connections, or use smaller "
              + "pools";
      case "54000" -> "a value is too large for an index or for a limit of the server";
      case "57P01", "57P02" -> "the server is shutting down, or ended the connection";
      case "57P03" -> "the server is starting up, shutting down or recovering; try again";
      case "57P05", "25P03", "25P04" -> "the server ended a connection that was idle for too long";
      default -> message(code);
    };
  }

  private static String message(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND -> "a table, column, function or other thing of the statement does not exist";
      case STORAGE_FULL -> "the disk of the server is full; nothing was applied";
      case AUTHENTICATION_FAILED ->
          "the server refused the user, the password or the certificate, or its pg_hba.conf has no line "
              + "for them";
      case OUTCOME_UNKNOWN -> "the server does not know whether the transaction was committed";
      case INVALID_QUERY ->
          "PostgreSQL does not understand the statement; check its text and the types "
              + "of its parameters";
      default -> ServerMessages.of(code).orElse("PostgreSQL failed to run the statement");
    };
  }
}
