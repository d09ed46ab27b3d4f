package dev.plinth;

import java.sql.SQLException;

/**
 * Stands for an exception of a driver: its type, codes and stack, without its message.
 *
 * <p>Backends put values into their messages ("Key (email)=(...) already exists"), so the original
 * never becomes a cause.
 */
public final class BackendFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private BackendFailure(String description, StackTraceElement[] stack) {
    super(description, null, false, true);
    setStackTrace(stack);
  }

  /** A copy of {@code failure} that shows its type, SQLSTATE, vendor code and stack alone. */
  public static BackendFailure of(Throwable failure) {
    return new BackendFailure(describe(failure), failure.getStackTrace());
  }

  private static String describe(Throwable failure) {
    String type = failure.getClass().getName();
    return failure instanceof SQLException sql
        ? type + " (SQLSTATE " + sql.getSQLState() + ", vendor code " + sql.getErrorCode() + ")"
        : type;
  }
}
