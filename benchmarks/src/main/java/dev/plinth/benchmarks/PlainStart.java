package dev.plinth.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Prints the title of one row of an existing file, by the driver alone. */
final class PlainStart {
  private PlainStart() {}

  /** Takes the file as its argument. */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = PlainSqlite.connect(Path.of(arguments[0]));
        PreparedStatement select = connection.prepareStatement(Notes.SELECT_ONE)) {
      select.setLong(1, 1);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        System.out.println(rows.getString(2));
      }
    }
  }
}
