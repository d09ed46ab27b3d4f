package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Columns;
import dev.plinth.data.RoutineCall;
import dev.plinth.jdbc.Queries;
import dev.plinth.support.engine.Found;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Calls functions by SELECT and procedures by CALL, once it is known which of both a name is. */
final class RoutineCalls {
  private static final String FIND = "SELECT ROUTINE_TYPE FROM information_schema.ROUTINES "
      + "WHERE ROUTINE_SCHEMA = COALESCE(NULLIF(?, ''), DATABASE()) AND ROUTINE_NAME = ? "
      + "ORDER BY ROUTINE_TYPE DESC";

  private static final String MODES = "SELECT PARAMETER_MODE, PARAMETER_NAME "
      + "FROM information_schema.PARAMETERS "
      + "WHERE SPECIFIC_SCHEMA = COALESCE(NULLIF(?, ''), DATABASE()) AND SPECIFIC_NAME = ? "
      + "AND ROUTINE_TYPE = 'PROCEDURE' ORDER BY ORDINAL_POSITION";

  private final MysqlDialect dialect;
  private final Connection connection;

  RoutineCalls(MysqlDialect dialect, Connection connection) {
    this.dialect = dialect;
    this.connection = connection;
  }

  Found call(RoutineCall call, Limits limits) throws SQLException {
    int point = call.name().indexOf('.');
    String schema = point < 0 ? "" : call.name().substring(0, point);
    String name = call.name().substring(point + 1);
    List<String> types = Queries.list(connection, FIND, rows -> rows.getString(1), schema, name);
    if (types.isEmpty()) {
      throw new DatabaseException(ErrorCode.NOT_FOUND, "there is no routine " + call.name());
    }
    String quoted = (schema.isEmpty() ? "" : dialect.quoted(schema) + ".") + dialect.quoted(name);
    String marks =
        String.join(", ", Collections.nCopies(call.arguments().size(), "?"));
    if (types.getFirst().equals("PROCEDURE")) {
      requireInputs(schema, name);
      return run("CALL " + quoted + "(" + marks + ")", call, limits);
    }
    return run("SELECT " + quoted + "(" + marks + ") AS " + dialect.quoted(name), call, limits);
  }

  private void requireInputs(String schema, String name) throws SQLException {
    var outputs = new ArrayList<String>();
    Queries.list(connection, MODES, rows -> rows.getString(1).equals("IN")
        || outputs.add(rows.getString(2)), schema, name);
    if (!outputs.isEmpty()) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED, "the procedure gives back the parameters "
          + String.join(", ", outputs) + "; let it SELECT what it answers");
    }
  }

  /** A procedure that fails behind its first result tells so behind it: all are looked at. */
  private Found run(String sql, RoutineCall call, Limits limits) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < call.arguments().size(); i++) {
        dialect.types().bind(statement, i + 1, call.arguments().get(i));
      }
      Found found = new Found(Columns.of(List.of()), List.of(), false);
      boolean first = true;
      boolean rows = statement.execute();
      while (rows || statement.getUpdateCount() != -1) {
        if (rows && first) {
          found = answer(statement, limits);
          first = false;
        }
        rows = statement.getMoreResults();
      }
      return found;
    }
  }

  private Found answer(PreparedStatement statement, Limits limits) throws SQLException {
    try (ResultSet rows = statement.getResultSet()) {
      return dialect.found(rows, limits);
    }
  }
}
