package dev.plinth.sqlite;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** SQLite's result codes and what they are called here. The vendor code is the extended one. */
final class SqliteErrors {
  private static final int PRIMARY = 0xff;
  private static final int ERROR = 1;
  private static final int BUSY = 5;
  private static final int IO_ERROR = 10;
  private static final int CORRUPT = 11;
  private static final int CANNOT_OPEN = 14;
  private static final int PROTOCOL = 15;
  private static final int MISUSE = 21;
  private static final int NOT_A_DATABASE = 26;

  /** A trigger raised an error; SQLite's own ON DELETE RESTRICT does it too. */
  private static final int TRIGGER = 1811;

  /** The file was renamed or removed while it was open. */
  private static final int READ_ONLY_MOVED = 1032;

  private static final String FOREIGN_KEY =
      "a record that is referred to does not exist, or this one is still referred to";

  private SqliteErrors() {}

  /** The portable failure for one of the driver; never with its message, in which there may be values. */
  static DatabaseException translate(SQLException failure) {
    int code = code(failure);
    if (code == ERROR && says(failure, "no such table: ")) {
      return translated(failure, ErrorCode.NOT_FOUND, "a table of the statement does not exist");
    }
    if (code == TRIGGER && says(failure, "FOREIGN KEY constraint failed")) {
      return translated(failure, ErrorCode.FOREIGN_KEY_VIOLATION, FOREIGN_KEY);
    }
    return translated(failure, portable(code), message(code));
  }

  private static DatabaseException translated(SQLException failure, ErrorCode code,
      String message) {
    return new DatabaseException(code, message, null, code(failure), BackendFailure.of(failure));
  }

  /** The two cases for which SQLite has no code of their own: its fixed words decide, in the driver's parentheses. */
  private static boolean says(SQLException failure, String words) {
    String message = failure.getMessage();
    return message != null && message.contains("(" + words);
  }

  /** The extended result code; 0 where the driver itself failed. */
  static int code(SQLException failure) {
    return failure instanceof SQLiteException known
        ? known.getResultCode().code
        : failure.getErrorCode();
  }

  /** Whether another connection is in the way, so that the same may work in a moment. */
  static boolean isBusy(int code) {
    int primary = code & PRIMARY;
    return primary == BUSY || primary == PROTOCOL;
  }

  /** Whether a call failed because another connection is in the way. */
  static boolean isBusy(Throwable failure) {
    return failure instanceof DatabaseException known && isBusy(known.vendorCode());
  }

  /** Whether it is unknown what the disk holds after a commit that failed so. */
  static boolean leavesDoubt(int code) {
    int primary = code & PRIMARY;
    return primary == IO_ERROR || primary == CORRUPT || primary == NOT_A_DATABASE;
  }

  /** Whether a connection that failed so is better replaced. */
  static boolean breaksConnection(Throwable failure) {
    if (!(failure instanceof DatabaseException known)) {
      return false;
    }
    return switch (known.vendorCode() & PRIMARY) {
      case IO_ERROR, CORRUPT, CANNOT_OPEN, MISUSE, NOT_A_DATABASE -> true;
      default -> false;
    };
  }

  private static ErrorCode portable(int code) {
    return switch (code) {
      case 1555, 2067, 2579 -> ErrorCode.UNIQUE_VIOLATION;
      case 787 -> ErrorCode.FOREIGN_KEY_VIOLATION;
      case 1299 -> ErrorCode.NOT_NULL_VIOLATION;
      case 275, TRIGGER -> ErrorCode.CHECK_VIOLATION;
      case 3091 -> ErrorCode.VALUE_OUT_OF_RANGE;
      case READ_ONLY_MOVED -> ErrorCode.CONNECTION_FAILED;
      default -> primary(code & PRIMARY);
    };
  }

  private static ErrorCode primary(int code) {
    return switch (code) {
      case ERROR, 25 -> ErrorCode.INVALID_QUERY;
      case 3, 8, 23 -> ErrorCode.ACCESS_DENIED;
      case BUSY, 6, PROTOCOL -> ErrorCode.LOCK_TIMEOUT;
      case 9 -> ErrorCode.CANCELLED;
      case 13 -> ErrorCode.STORAGE_FULL;
      case CANNOT_OPEN, NOT_A_DATABASE -> ErrorCode.CONNECTION_FAILED;
      case 18, 20 -> ErrorCode.VALUE_OUT_OF_RANGE;
      default -> ErrorCode.QUERY_FAILED;
    };
  }

  private static String message(int code) {
    return switch (code) {
      case TRIGGER -> "a trigger refused the change";
      case READ_ONLY_MOVED -> "the database file was moved or removed while it was open; "
          + "put it back, or close all handles and open it again";
      default -> switch (portable(code)) {
        case UNIQUE_VIOLATION -> "a record with the same unique key exists";
        case FOREIGN_KEY_VIOLATION -> FOREIGN_KEY;
        case NOT_NULL_VIOLATION -> "a required column has no value";
        case CHECK_VIOLATION -> "a check of the table refused the record";
        case VALUE_OUT_OF_RANGE -> "a value does not fit into its column";
        case INVALID_QUERY -> "SQLite does not understand the statement, or a name in it does not "
            + "exist; check its text and parameters";
        case ACCESS_DENIED -> "SQLite may not do this here: the connection, the file or its folder "
            + "is read only";
        case LOCK_TIMEOUT -> "another connection holds the lock of the database; try again";
        case CANCELLED -> "the statement was interrupted";
        case STORAGE_FULL -> "the disk or the database file is full; nothing was applied";
        default -> lessCommon(code);
      };
    };
  }

  private static String lessCommon(int code) {
    return switch (code & PRIMARY) {
      case IO_ERROR -> "the disk failed (SQLite " + code + "); look at the system's log";
      case CORRUPT -> "the database file is damaged; restore it from a backup";
      case CANNOT_OPEN ->
          "SQLite cannot open the database file; check that the file and its folder "
              + "can be read and written";
      case NOT_A_DATABASE -> "the file is not a SQLite database; name another one";
      default -> "SQLite failed with result code " + code;
    };
  }
}
