package dev.plinth.mcp;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.LinkedHashMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Failures as results. No message but Plinth's own leaves: others may hold values. */
final class ToolErrors {
  private static final Logger LOG = LoggerFactory.getLogger("dev.plinth.mcp");

  private ToolErrors() {}

  static ToolResult result(Throwable failure) {
    return switch (failure) {
      case DatabaseException known -> result(known.code(), String.valueOf(known.getMessage()));
      case CancellationException cancelled ->
          result(ErrorCode.CANCELLED, "the call was cancelled; a write may or may not be applied");
      case StackOverflowError deep ->
          result(ErrorCode.INVALID_ARGUMENT, "the arguments are nested too deeply");
      default -> unexpected(failure);
    };
  }

  private static ToolResult unexpected(Throwable failure) {
    LOG.error("a tool failed: a defect, please report it", BackendFailure.of(failure));
    return result(ErrorCode.QUERY_FAILED, "something unexpected happened ("
        + failure.getClass().getName() + "); this is a defect of the server, please report it");
  }

  static ToolResult result(ErrorCode code, String message) {
    var content = new LinkedHashMap<String, @Nullable Object>();
    content.put("code", code.code());
    content.put("message", message);
    content.put("retryable", code.retryable());
    content.put("hint", hint(code));
    return new ToolResult(content, true);
  }

  private static String hint(ErrorCode code) {
    return switch (code) {
      case INVALID_ARGUMENT -> "Correct the argument that the message names and call again.";
      case NOT_FOUND -> "db_schema lists what there is.";
      case NOT_CONNECTED -> "db_connections lists the connections; db_connect makes one.";
      case INVALID_QUERY -> "Correct the statement: one statement a call, values as params. "
          + "db_schema lists tables and columns.";
      case ACCESS_DENIED -> "The operator does not allow this here; do not try to get around it. "
          + "db_connections shows what is allowed.";
      case UNIQUE_VIOLATION ->
          "A record with this key exists: update it, or use db_bulk_insert with "
              + "onConflict.";
      case FOREIGN_KEY_VIOLATION -> "Create the record that is referred to first, or delete those "
          + "that refer to this one.";
      case NOT_NULL_VIOLATION -> "Give every required column a value; db_schema with detail full "
          + "shows which are.";
      case CHECK_VIOLATION -> "db_schema with detail full shows the checks.";
      case VALUE_OUT_OF_RANGE -> "db_schema shows the types of the columns.";
      case RESULT_TOO_LARGE -> "Select fewer columns.";
      case TIMEOUT -> "Nothing was applied. Narrow the query, or raise timeoutMs.";
      case OUTCOME_UNKNOWN -> "The write may have been applied: read before you write again.";
      case CANCELLED -> "Read before you write again.";
      case TRANSACTION_FAILED -> "Nothing was applied.";
      case UNSUPPORTED -> "db_connect lists the capabilities of the backend.";
      case CONNECTION_FAILED, POOL_EXHAUSTED, OVERLOADED, DEADLOCK, SERIALIZATION_FAILED,
          LOCK_TIMEOUT ->
          "Nothing was applied; the same call may succeed in a moment.";
      case AUTHENTICATION_FAILED -> "The credentials are wrong; only the operator can mend that.";
      default -> "db_health shows how the database is.";
    };
  }
}
