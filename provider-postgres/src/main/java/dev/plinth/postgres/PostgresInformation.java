package dev.plinth.postgres;

import dev.plinth.health.ServerInformation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What PostgreSQL says of itself, and what it does not promise. */
final class PostgresInformation {
  private static final String FACTS = "SELECT pg_catalog.version(), "
      + "pg_catalog.current_setting('server_version'), pg_catalog.pg_is_in_recovery(), "
      + "pg_catalog.current_setting('synchronous_commit'), pg_catalog.current_setting('fsync'), "
      + "pg_catalog.current_setting('server_encoding'), pg_catalog.current_setting('TimeZone'), "
      + "pg_catalog.current_setting('search_path'), "
      + "pg_catalog.current_setting('default_transaction_isolation'), "
      + "pg_catalog.current_setting('max_connections')";

  private PostgresInformation() {}

  static ServerInformation of(Connection connection, PostgresSettings settings)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(FACTS)) {
      rows.next();
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("in_recovery", rows.getString(3));
      facts.put("synchronous_commit", rows.getString(4));
      facts.put("fsync", rows.getString(5));
      facts.put("server_encoding", rows.getString(6));
      facts.put("time_zone", rows.getString(7));
      facts.put("search_path", rows.getString(8));
      facts.put("default_transaction_isolation", rows.getString(9));
      facts.put("max_connections", rows.getString(10));
      facts.put("pooler", String.valueOf(settings.pooler()));
      String weakened = weakened(rows.getString(4), rows.getString(5), rows.getBoolean(3));
      if (!weakened.isEmpty()) {
        facts.put("weakened", weakened);
      }
      return new ServerInformation(product(rows.getString(1)), rows.getString(2),
          connection.getMetaData().getDriverName() + " "
              + connection.getMetaData().getDriverVersion(),
          facts);
    }
  }

  /** Servers that speak PostgreSQL's protocol begin their version with their own name. */
  private static String product(String version) {
    int end = version.indexOf(' ');
    return end < 0 ? version : version.substring(0, end);
  }

  private static String weakened(String synchronousCommit, String fsync, boolean recovering) {
    List<String> notes = new ArrayList<>();
    if (synchronousCommit.equals("off") || fsync.equals("off")) {
      notes
          .add("synchronous_commit or fsync is off: the last commits before a loss of power may be "
              + "missing afterwards");
    }
    if (recovering) {
      notes.add("the server is a standby: it is read alone, and reads may be behind the primary");
    }
    return String.join("; ", notes);
  }
}
