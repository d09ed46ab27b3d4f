package dev.plinth.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Small queries of the catalog. */
final class Queries {
  private Queries() {}

  /** What is made of a row. */
  interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  static <T> List<T> list(Connection connection, String sql, Reading<T> reading,
      Object... parameters) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      var found = new ArrayList<T>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(reading.read(rows));
        }
      }
      return found;
    }
  }
}
