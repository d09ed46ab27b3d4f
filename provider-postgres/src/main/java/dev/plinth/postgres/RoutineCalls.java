package dev.plinth.postgres;

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
import java.util.List;

/** Calls functions by SELECT and procedures by CALL, once it is known which of both a name is. */
final class RoutineCalls {
  /** Types as they are written, without those that take any; a procedure also lists what it answers. */
  private static final String FIND = "SELECT n.nspname, p.prokind, "
      + "coalesce(p.proargmodes::text[], '{}'), ARRAY(SELECT CASE t.typtype WHEN 'p' THEN '' "
      + "ELSE pg_catalog.format_type(t.oid, NULL) END "
      + "FROM pg_catalog.unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) "
      + "WITH ORDINALITY AS a(type, n) JOIN pg_catalog.pg_type t ON t.oid = a.type ORDER BY a.n) "
      + "FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace "
      + "WHERE p.proname = ? AND CASE WHEN ? = '' THEN pg_catalog.pg_function_is_visible(p.oid) "
      + "ELSE n.nspname = ? END AND p.prokind IN ('f', 'p') AND (p.provariadic <> 0 "
      + "OR ? BETWEEN p.pronargs - p.pronargdefaults AND p.pronargs) ORDER BY p.oid";

  private final PostgresDialect dialect;
  private final Connection connection;

  RoutineCalls(PostgresDialect dialect, Connection connection) {
    this.dialect = dialect;
    this.connection = connection;
  }

  /**
   * A routine that a call may mean.
   *
   * @param modes of its parameters, empty where all are given
   * @param types of its parameters
   */
  private record Routine(String schema, boolean procedure, List<String> modes,
      List<String> types) {}

  Found call(RoutineCall call, Limits limits) throws SQLException {
    int point = call.name().indexOf('.');
    String schema = point < 0 ? "" : call.name().substring(0, point);
    String name = call.name().substring(point + 1);
    List<Routine> candidates = Queries.list(connection, FIND, RoutineCalls::routine, name, schema,
        schema, call.arguments().size());
    if (candidates.isEmpty()) {
      throw new DatabaseException(ErrorCode.NOT_FOUND, "there is no routine " + call.name()
          + " that takes " + call.arguments().size() + " arguments");
    }
    Routine routine = candidates.getFirst();
    String sql = (routine.procedure ? "CALL " : "SELECT * FROM ") + dialect.quoted(routine.schema)
        + "." + dialect.quoted(name) + "("
        + String.join(", ", arguments(routine, call, candidates.size() == 1)) + ")";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < call.arguments().size(); i++) {
        dialect.types().bind(statement, i + 1, call.arguments().get(i));
      }
      return answer(statement, limits);
    }
  }

  private Found answer(PreparedStatement statement, Limits limits) throws SQLException {
    if (!statement.execute()) {
      return new Found(Columns.of(List.of()), List.of(), false);
    }
    try (ResultSet rows = statement.getResultSet()) {
      return dialect.found(rows, limits);
    }
  }

  private static Routine routine(ResultSet rows) throws SQLException {
    return new Routine(rows.getString(1), rows.getString(2).equals("p"), texts(rows, 3),
        texts(rows, 4));
  }

  private static List<String> texts(ResultSet rows, int column) throws SQLException {
    return List.of((String[]) rows.getArray(column).getArray());
  }

  /** Where the routine is certain, each argument is made of its type; else the server finds out which one fits. */
  private static List<String> arguments(Routine routine, RoutineCall call, boolean certain) {
    var arguments = new ArrayList<String>();
    int given = 0;
    for (int i = 0; i < routine.types.size(); i++) {
      String mode = routine.modes.isEmpty() ? "i" : routine.modes.get(i);
      String type = certain && !routine.types.get(i).isEmpty() && !mode.equals("v")
          ? "::" + routine.types.get(i)
          : "";
      switch (mode) {
        case "i", "b" -> {
          if (given < call.arguments().size()) {
            arguments.add("?" + type);
            given++;
          }
        }
        case "o" -> {
          if (routine.procedure) {
            arguments.add("NULL" + type);
          }
        }
        default -> {
        }
      }
    }
    for (; given < call.arguments().size(); given++) {
      arguments.add("?");
    }
    return arguments;
  }
}
