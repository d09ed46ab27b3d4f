package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.await;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.Limits;
import dev.plinth.data.Json;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.schema.TableKind;
import dev.plinth.schema.TableSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that a database holds, as text, in order to compare it before and after: tables and their
 * definitions, records, triggers, sequences and routines, and what further statements find.
 */
public final class DatabaseDump {
  private DatabaseDump() {}

  /**
   * Dumps a database.
   *
   * @param probes native statements whose answers belong to the dump
   */
  public static Map<String, String> of(DatabaseProvider database, List<String> probes) {
    DatabaseProvider all = database.withLimits(Limits.defaults());
    var dump = new TreeMap<String, String>();
    for (TableSummary table : await(all.listTables())) {
      dump.put("definition of " + table.name(),
          String.valueOf(await(all.describeTable(table.name()))));
      if (table.kind() != TableKind.VIEW) {
        dump.put("records of " + table.name(), records(all, table.name()));
      }
    }
    if (all.capabilities().contains(Capability.TRIGGERS)) {
      dump.put("triggers", String.valueOf(await(all.listTriggers())));
    }
    if (all.capabilities().contains(Capability.SEQUENCES)) {
      dump.put("sequences", String.valueOf(await(all.listSequences())));
    }
    if (all.capabilities().contains(Capability.ROUTINES)) {
      dump.put("routines", String.valueOf(await(all.listRoutines())));
    }
    for (String probe : probes) {
      dump.put(probe, texts(await(all.query(Statement.of(probe))).list()));
    }
    return dump;
  }

  private static String records(DatabaseProvider database, String table) {
    return texts(await(database.find(Query.from(table))).list());
  }

  private static String texts(List<Row> rows) {
    var texts = new ArrayList<String>(rows.stream().map(row -> Json.of(row).text()).toList());
    texts.sort(null);
    return String.join("\n", texts);
  }
}
