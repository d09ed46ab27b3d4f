package dev.plinth.mysql;

import dev.plinth.health.ServerInformation;
import dev.plinth.jdbc.Queries;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the server says of itself, and what it does not promise. */
final class MysqlInformation {
  /** Those of them that a server does not have, it does not list. */
  private static final String FACTS = "SHOW GLOBAL VARIABLES WHERE Variable_name IN "
      + "('version_comment', 'read_only', 'innodb_flush_log_at_trx_commit', 'max_connections', "
      + "'max_allowed_packet', 'local_infile', 'lower_case_table_names', 'character_set_server', "
      + "'collation_server', 'innodb_lock_wait_timeout')";

  private MysqlInformation() {}

  static ServerInformation of(Connection connection, MysqlSettings settings, ServerFacts known)
      throws SQLException {
    Map<String, String> facts = new LinkedHashMap<>();
    Queries.list(connection, FACTS, rows -> facts.put(rows.getString(1), rows.getString(2)));
    facts.put("driver", settings.driver().title());
    String weakened = weakened(facts);
    if (!weakened.isEmpty()) {
      facts.put("weakened", weakened);
    }
    return new ServerInformation(known.flavour().product(), known.version(),
        connection.getMetaData().getDriverName() + " "
            + connection.getMetaData().getDriverVersion(),
        facts);
  }

  private static String weakened(Map<String, String> facts) {
    List<String> notes = new ArrayList<>();
    if (!facts.getOrDefault("innodb_flush_log_at_trx_commit", "1").equals("1")) {
      notes.add(
          "innodb_flush_log_at_trx_commit is not 1: the last commits before a loss of power may "
              + "be missing afterwards");
    }
    if (facts.getOrDefault("read_only", "OFF").equals("ON")) {
      notes.add("the server is read only, as a replica is: reads may be behind the primary");
    }
    return String.join("; ", notes);
  }
}
