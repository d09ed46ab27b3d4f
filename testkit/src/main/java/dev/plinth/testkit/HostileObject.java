package dev.plinth.testkit;

import java.util.List;

/**
 * Something in a database through which a read could write.
 *
 * @param statements that make it; they may be run again
 * @param probes statements whose answers show whether it was used
 */
record HostileObject(List<String> statements, List<String> probes) {
  static List<HostileObject> of(String backend, String table) {
    return switch (backend) {
      case "postgres", "postgresql" -> List.of(
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
      default -> List.of();
    };
  }
}
