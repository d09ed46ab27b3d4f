package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Compares the platform tables of a database with those that this version makes. What it makes is asked
 * of an empty database in memory, so that there is no second list to keep in step.
 */
final class PlatformValidation {
  private static final String SECTION = "schema";
  private static final String PREFIX = "plinth_";
  /** Each backend keeps its history in a way of its own. */
  private static final String HISTORY = "plinth_schema_history";

  private final DatabaseProvider database;
  private final NavigableMap<String, TableDescription> expected;
  private final NavigableMap<String, TableDescription> present;

  PlatformValidation(DatabaseProvider database) {
    this.database = database;
    this.present = tables(database);
    try (DatabaseProvider empty = await(Databases.open("sqlite::memory:"))) {
      await(empty.initialize());
      this.expected = tables(empty);
    }
  }

  private static NavigableMap<String, TableDescription> tables(DatabaseProvider database) {
    var tables = new TreeMap<String, TableDescription>();
    for (TableSummary table : await(database.listTables())) {
      if (table.name().startsWith(PREFIX) && !table.name().equals(HISTORY)) {
        await(database.describeTable(table.name()))
            .ifPresent(found -> tables.put(table.name(), found));
      }
    }
    return tables;
  }

  /** The platform tables that are there. */
  List<String> present() {
    return List.copyOf(present.keySet());
  }

  /** Whether none is missing. */
  boolean isComplete() {
    return present.keySet().containsAll(expected.keySet());
  }

  List<Finding> findings() {
    if (present.keySet().stream().noneMatch(expected::containsKey)) {
      return List.of(Finding.problem(SECTION, "platform tables",
          "there are none: the application makes them by initialize(), or plinth quickstart does"));
    }
    var findings = new ArrayList<Finding>();
    expected.forEach((name, table) -> findings.add(finding(name, table)));
    present.keySet().stream().filter(name -> !expected.containsKey(name))
        .map(name -> Finding.problem(SECTION, name,
            "this version does not know the table: it was made by a newer one, or by somebody else"))
        .forEach(findings::add);
    return findings;
  }

  private Finding finding(String name, TableDescription table) {
    TableDescription found = present.get(name);
    if (found == null) {
      return Finding.problem(SECTION, name, "missing");
    }
    List<String> differences =
        new TableComparison(table, found, database.capabilities()).differences();
    return differences.isEmpty()
        ? Finding.ok(SECTION, name, found.columns().size() + " columns")
        : Finding.problem(SECTION, name, String.join("; ", differences));
  }
}
