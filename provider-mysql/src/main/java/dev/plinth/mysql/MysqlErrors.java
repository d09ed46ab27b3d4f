package dev.plinth.mysql;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.server.ServerMessages;
import java.sql.SQLException;

/** The numbers and SQLSTATEs of the servers and their drivers, and what they are called here. */
final class MysqlErrors {
  /** A record with the same value of a unique key; MySQL has one number more for a key without a name. */
  private static final int DUPLICATE_ENTRY = 1062;

  private MysqlErrors() {}

  /** The portable failure for one of the driver; never with its message, in which there may be values. */
  static DatabaseException translate(SQLException failure) {
    ErrorCode code = code(failure.getErrorCode(), state(failure));
    return new DatabaseException(code, message(code, failure.getErrorCode()),
        failure.getSQLState(), failure.getErrorCode(), BackendFailure.of(failure));
  }

  /** Whether the server said that it ended the connection, or refused it, without doing what was asked. */
  static boolean saysNothingDone(DatabaseException failure) {
    return switch (failure.vendorCode()) {
      case 1040, 1203, 1053, 1129, 1927, 1152, 3168, 3169, 4031 -> true;
      default -> false;
    };
  }

  private static String state(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? "" : state;
  }

  private static ErrorCode code(int number, String state) {
    return switch (number) {
      case DUPLICATE_ENTRY, 1022, 1169, 1557, 1586, 1859, 3809 -> ErrorCode.UNIQUE_VIOLATION;
      case 1216, 1217, 1451, 1452, 1761, 1762 -> ErrorCode.FOREIGN_KEY_VIOLATION;
      case 1048, 1364, 1263 -> ErrorCode.NOT_NULL_VIOLATION;
      case 3819, 4025, 1644, 1369, 1748, 3140 -> ErrorCode.CHECK_VIOLATION;
      case 1264, 1265, 1366, 1292, 1406, 1690, 1365, 1367, 1411, 1416, 1441, 1071,
          1153, 1301, 3141, 3143, 3156, 3903, 4038 ->
          ErrorCode.VALUE_OUT_OF_RANGE;
      case 1213, 3058, 3101, 1614 -> ErrorCode.DEADLOCK;
      case 1020, 9007, 8002, 8022, 8028 -> ErrorCode.SERIALIZATION_FAILED;
      case 1205, 3572, 8229 -> ErrorCode.LOCK_TIMEOUT;
      case 1317, 1969, 3024 -> ErrorCode.CANCELLED;
      case 1044, 1142, 1143, 1227, 1290, 1370, 1792, 1836, 3680, 3118 -> ErrorCode.ACCESS_DENIED;
      case 1045, 1130, 1251, 1524, 1698, 1862, 3955, 4151 -> ErrorCode.AUTHENTICATION_FAILED;
      case 1049, 1146, 1051, 1054, 1091, 1109, 1305, 1176, 1449, 3994 -> ErrorCode.NOT_FOUND;
      case 1235, 1178, 1214, 1286, 8048, 8108 -> ErrorCode.UNSUPPORTED;
      case 1021, 1114, 1041, 3675, 28 -> ErrorCode.STORAGE_FULL;
      case 1040, 1203, 1053, 1077, 1079, 1129, 1152, 1158, 1159, 1160, 1161, 1184, 1226, 1927,
          2002, 2003, 2006, 2013, 2055, 3032, 3168, 3169, 4031, 9001, 9002, 9005 ->
          ErrorCode.CONNECTION_FAILED;
      case 1064, 1149, 1065, 1052, 1055, 1060, 1066, 1075, 1093, 1110, 1111, 1136, 1140, 1170, 1222,
          1241, 1242, 1248, 1318, 1414, 1422, 3065 ->
          ErrorCode.INVALID_QUERY;
      default -> ofClass(state.length() < 2 ? "" : state.substring(0, 2));
    };
  }

  private static ErrorCode ofClass(String prefix) {
    return switch (prefix) {
      case "08" -> ErrorCode.CONNECTION_FAILED;
      case "22" -> ErrorCode.VALUE_OUT_OF_RANGE;
      case "23", "45" -> ErrorCode.CHECK_VIOLATION;
      case "25" -> ErrorCode.TRANSACTION_FAILED;
      case "28" -> ErrorCode.AUTHENTICATION_FAILED;
      case "40" -> ErrorCode.SERIALIZATION_FAILED;
      case "42" -> ErrorCode.INVALID_QUERY;
      case "0A" -> ErrorCode.UNSUPPORTED;
      case "70" -> ErrorCode.CANCELLED;
      default -> ErrorCode.QUERY_FAILED;
    };
  }

  private static String message(ErrorCode code, int number) {
    return switch (number) {
      case 1049 -> "there is no database of this name; look at the URL, or create it";
      case 1040, 1203, 1226 ->
          "the server has no connection left; raise its max_connections, or use smaller pools";
      case 1053, 1927, 3168, 3169 -> "the server is shutting down, or ended the connection";
      case 4031 -> "the server ended a connection that was idle for too long";
      case 1153 -> "a statement is larger than the server's max_allowed_packet";
      case 1071 -> "a key is longer than the server allows; give its columns a smaller maxLength";
      case 1644 -> "a trigger or routine raised an error";
      default -> message(code);
    };
  }

  private static String message(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND ->
          "a table, column, routine or other thing of the statement does not exist";
      case STORAGE_FULL ->
          "the disk of the server, or the room for a table, is full; nothing was applied";
      case AUTHENTICATION_FAILED ->
          "the server refused the user or the password, or does not let the user in from this host";
      case INVALID_QUERY ->
          "the server does not understand the statement; check its text and the types "
              + "of its parameters";
      default -> ServerMessages.of(code).orElse("the server failed to run the statement");
    };
  }
}
