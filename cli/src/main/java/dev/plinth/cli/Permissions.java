package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Query;
import dev.plinth.health.HealthCheck;
import dev.plinth.health.HealthOptions;
import dev.plinth.health.HealthStatus;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What the user of a database may do, found out by doing it and taking it back. */
final class Permissions {
  private static final String SECTION = "permissions";

  private Permissions() {}

  /** Reads one record of each table. */
  static List<Finding> reading(DatabaseProvider database, List<String> tables) {
    List<Finding> refused = tables.stream().flatMap(table -> {
      try {
        var unused = await(database.find(Query.from(table).limit(1)));
        return Stream.<Finding>empty();
      } catch (DatabaseException failure) {
        return Stream.of(Finding.problem(SECTION, "read " + table, note(failure)));
      }
    }).toList();
    return refused.isEmpty()
        ? List.of(tables.isEmpty()
            ? Finding.unchecked(SECTION, "read", "there are no platform tables to read")
            : Finding.ok(SECTION, "read", tables.size() + " tables"))
        : refused;
  }

  /** Writes a record to a platform table and deletes it, as one. */
  static Finding writing(DatabaseProvider database, boolean complete) {
    String subject = "write";
    if (!complete) {
      return Finding.unchecked(SECTION, subject, "the platform tables are not complete");
    }
    try {
      return await(database.checkHealth(HealthOptions.basic().withWriteProbe())).checks().stream()
          .filter(check -> check.name().equals("write"))
          .filter(check -> check.status() != HealthStatus.UP).map(HealthCheck::note)
          .map(note -> Finding.problem(SECTION, subject, note)).findFirst()
          .orElseGet(() -> Finding.ok(SECTION, subject, "a record was inserted and deleted"));
    } catch (DatabaseException failure) {
      return Finding.problem(SECTION, subject, note(failure));
    }
  }

  /** Creates a table under a name that nobody has, and drops it. */
  static Finding changingTheSchema(DatabaseProvider database) {
    String subject = "change the schema";
    String table = "validate_" + UUID.randomUUID().toString().replace("-", "");
    try {
      await(database.createTable(TableDefinition.named(table)
          .requiredColumn("id", PortableType.LONG).primaryKey("id")));
    } catch (DatabaseException failure) {
      return Finding.problem(SECTION, subject, note(failure));
    }
    try {
      await(database.dropTable(table));
      return Finding.ok(SECTION, subject, "a table was created and dropped");
    } catch (DatabaseException failure) {
      return Finding.problem(SECTION, subject,
          "the table " + table + " was created and could not be dropped again: " + note(failure));
    }
  }

  private static String note(DatabaseException failure) {
    return failure.code().code() + ": " + failure.getMessage();
  }
}
