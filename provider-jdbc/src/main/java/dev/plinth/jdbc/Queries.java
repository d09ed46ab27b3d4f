package dev.plinth.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Small queries of a catalog, whose answers fit into memory. */
public final class Queries {
  private Queries() {}

  /**
   * What is made of a row.
   *
   * @param <T> what it is made into
   */
  public interface Reading<T> {
    /** Reads the row at which {@code rows} stands. */
    T read(ResultSet rows) throws SQLException;
  }

  /** What is made of the rows that a query finds, in their order. */
  public static <T> List<T> list(Connection connection, String sql, Reading<T> reading,
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

  /** The text of a column; empty for null. */
  public static String text(ResultSet rows, int column) throws SQLException {
    String text = rows.getString(column);
    return text == null ? "" : text;
  }
}
