package dev.plinth.testkit;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import java.util.ArrayList;
import java.util.List;

/**
 * Something in a database through which a read could write.
 *
 * @param statements that make it; they may be run again
 * @param probes statements whose answers show whether it was used
 */
record HostileObject(List<String> statements, List<String> probes) {
  /** What the backend of a database could be abused with, aimed at a table. */
  static List<HostileObject> of(DatabaseProvider database, String table) {
    return switch (database.info().backend()) {
      case "postgres", "postgresql" -> ofPostgres(table);
      case "mysql" -> ofMysql(database, table);
      default -> List.of();
    };
  }

  private static List<HostileObject> ofPostgres(String table) {
    return List.of(
        new HostileObject(List.of("CREATE SEQUENCE IF NOT EXISTS hostile_sequence"),
            List.of("SELECT last_value, is_called FROM hostile_sequence")),
        new HostileObject(
            List.of(
                "CREATE OR REPLACE FUNCTION hostile_function() RETURNS bigint LANGUAGE plpgsql "
                    + "AS $$ BEGIN DELETE FROM " + table + "; RETURN 1; END $$"),
            List.of("SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory'",
                "SELECT count(*) AS n FROM pg_roles",
                "SELECT count(*) AS n FROM pg_largeobject_metadata",
                "SELECT count(*) AS n FROM pg_prepared_statements WHERE from_sql",
                "SELECT count(*) AS n FROM pg_extension")));
  }

  /** What MySQL and MariaDB share; and what the one of them has that has sequences, and the other. */
  private static List<HostileObject> ofMysql(DatabaseProvider database, String table) {
    var objects = new ArrayList<>(List.of(
        new HostileObject(routines(table),
            List.of("SELECT IS_FREE_LOCK('hostile') AS lock_is_free, "
                + "@@global.read_only AS read_only_set, @@global.event_scheduler AS scheduler_state, "
                + "(SELECT COUNT(*) FROM mysql.user) AS count_of_users, "
                + "(SELECT COUNT(*) FROM information_schema.TABLE_PRIVILEGES) AS count_of_grants, "
                + "(SELECT COUNT(*) FROM information_schema.PLUGINS) AS count_of_plugins, "
                + "(SELECT COUNT(*) FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = 'plinth') "
                + "AS count_of_schemas")),
        new HostileObject(
            List.of("CREATE EVENT IF NOT EXISTS hostile_event ON SCHEDULE AT '2037-01-01 00:00:00' "
                + "DISABLE DO DELETE FROM " + table),
            List.of("SELECT EVENT_NAME, STATUS, EVENT_DEFINITION FROM information_schema.EVENTS "
                + "WHERE EVENT_SCHEMA = DATABASE()"))));
    objects.add(database.capabilities().contains(Capability.SEQUENCES)
        ? new HostileObject(List.of("CREATE SEQUENCE IF NOT EXISTS hostile_sequence"),
            List.of("SELECT next_not_cached_value, cycle_count FROM hostile_sequence",
                "SELECT COUNT(*) AS n FROM information_schema.USER_VARIABLES"))
        : new HostileObject(List.of(),
            List.of("SELECT COUNT(*) AS n FROM performance_schema.user_variables_by_thread "
                + "WHERE VARIABLE_NAME IN ('a', 'hostile')",
                "SELECT COUNT(*) AS n FROM performance_schema.prepared_statements_instances "
                    + "WHERE STATEMENT_NAME = 'hostile'")));
    return objects;
  }

  private static List<String> routines(String table) {
    return List.of("DROP FUNCTION IF EXISTS hostile_function",
        "CREATE FUNCTION hostile_function(n BIGINT) RETURNS BIGINT MODIFIES SQL DATA "
            + "BEGIN DELETE FROM " + table + "; RETURN 1; END",
        "DROP PROCEDURE IF EXISTS hostile", "CREATE PROCEDURE hostile() DELETE FROM " + table,
        "CREATE OR REPLACE VIEW hostile_view AS SELECT hostile_function(1) AS n");
  }
}
