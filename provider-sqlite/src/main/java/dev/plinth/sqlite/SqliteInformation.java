package dev.plinth.sqlite;

import dev.plinth.health.ServerInformation;
import dev.plinth.sqlite.SqliteLocation.InFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What SQLite says of itself, and what the URL weakened. */
final class SqliteInformation {
  private SqliteInformation() {}

  static ServerInformation of(Connection connection, SqliteSettings settings)
      throws SQLException {
    DatabaseMetaData driver = connection.getMetaData();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("journal_mode", pragma(connection, "journal_mode"));
    facts.put("synchronous",
        settings.readOnly()
            ? "not applicable"
            : settings.synchronous().name().toLowerCase(Locale.ROOT));
    facts.put("foreign_keys", pragma(connection, "foreign_keys"));
    facts.put("page_size", pragma(connection, "page_size"));
    facts.put("page_count", pragma(connection, "page_count"));
    facts.put("free_pages", pragma(connection, "freelist_count"));
    if (settings.location() instanceof InFile file) {
      facts.put("file_bytes", size(file.path()));
      facts.put("wal_bytes", size(file.writeAheadLog()));
    }
    if (weakened(settings)) {
      facts.put("weakened", "synchronous=normal: the last commits before a loss of power may be "
          + "missing afterwards");
    }
    return new ServerInformation("SQLite", driver.getDatabaseProductVersion(),
        driver.getDriverName() + " " + driver.getDriverVersion(), facts);
  }

  private static boolean weakened(SqliteSettings settings) {
    return !settings.readOnly() && settings.location() instanceof InFile
        && settings.synchronous() == SqliteSettings.Synchronous.NORMAL;
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  private static String size(Path file) {
    try {
      return Files.exists(file) ? String.valueOf(Files.size(file)) : "0";
    } catch (IOException unknown) {
      return "unknown";
    }
  }
}
