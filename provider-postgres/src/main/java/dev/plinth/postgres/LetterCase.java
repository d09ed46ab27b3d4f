package dev.plinth.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * How texts are compared without regard to case. Columns that Plinth makes compare by code point, and
 * their collation knows the case of ASCII alone; which collation knows all letters depends on the server,
 * which the first connection asks.
 */
final class LetterCase {
  /** That of the server itself since 17, which maps letter by letter; then that of ICU; then one of the system. */
  private static final String BEST = "SELECT collname FROM pg_catalog.pg_collation "
      + "WHERE collname IN ('pg_c_utf8', 'und-x-icu', 'C.utf8', 'en_US.utf8') "
      + "AND collencoding IN (-1, (SELECT encoding FROM pg_catalog.pg_database "
      + "WHERE datname = pg_catalog.current_database())) "
      + "ORDER BY pg_catalog.array_position("
      + "'{pg_c_utf8,und-x-icu,C.utf8,en_US.utf8}'::text[], collname::text) LIMIT 1";

  private volatile @Nullable Functions functions;

  private record Functions(String before, String behind) {}

  /** Asks the server, once. */
  void learn(Connection connection) throws SQLException {
    if (functions == null) {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(BEST)) {
        functions = of(rows.next() ? rows.getString(1) : "default");
      }
    }
  }

  private static Functions of(String collation) {
    String name = " COLLATE \"" + collation + "\"";
    // Only the first maps each letter by itself; the others would make of one letter two, or another at the end.
    return collation.equals("pg_c_utf8")
        ? new Functions("lower(upper(", name + "))")
        : new Functions("lower(", name + ")");
  }

  private Functions known() {
    Functions known = functions;
    return known == null ? of("default") : known;
  }

  /** What stands before an expression to fold its case. */
  String before() {
    return known().before;
  }

  /** What stands behind it. */
  String behind() {
    return known().behind;
  }

  /** The expression without regard to case. */
  String folded(String expression) {
    return before() + expression + behind();
  }
}
