package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.schema.IndexDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The part of the tour about how a statement is carried out: the backend's own EXPLAIN, before and after
 * an index. Only SQLite's plan is interpreted.
 */
final class PlanSteps {
  private static final int RUNS = 5;

  private final DatabaseProvider database;
  private final Steps steps;
  private final String table;
  private final String statement;
  private final boolean sqlite;

  PlanSteps(DatabaseProvider database, Steps steps, String table) {
    this.database = database;
    this.steps = steps;
    this.table = table;
    this.statement = "select id, spent from " + table + " where visitor = ?";
    this.sqlite = database.info().backend().equals("sqlite");
  }

  void run() {
    if (!database.capabilities().contains(Capability.SQL)) {
      return;
    }
    String explain = sqlite ? "explain query plan " : "explain ";
    steps.run("Explain a query",
        "database.query(Statement.of(\"" + explain + statement + "\", visitor))",
        () -> explained(explain));
    steps.run("Follow the advice: create the index and explain again",
        "database.createIndex(IndexDefinition.on(\"" + table + "\", \"" + table
            + "_by_visitor\", \"visitor\"))",
        () -> {
          await(database.createIndex(
              IndexDefinition.on(table, table + "_by_visitor", "visitor")));
          return explained(explain);
        });
  }

  private Map<String, Object> explained(String explain) {
    List<String> plan = await(database.query(bound(explain + statement))).stream()
        .map(this::line).toList();
    Map<String, Object> results =
        RecordSteps.results("plan", plan, "the query takes", best() + " ms");
    if (sqlite) {
      results.put("advice", advice(plan));
    }
    return results;
  }

  private String advice(List<String> plan) {
    return plan.stream().anyMatch(line -> line.startsWith("SCAN"))
        ? "every row of the table is read; an index on visitor leads to those that match"
        : "none: the index leads to the rows that match";
  }

  private String line(Row row) {
    if (sqlite) {
      return row.string("detail");
    }
    return row.names().stream().map(name -> row.optional(name, String.class).orElse(""))
        .collect(Collectors.joining("  "));
  }

  /** The best of a few runs, so that the first one's preparation does not count. */
  private double best() {
    Duration best = Duration.ofDays(1);
    for (int run = 0; run < RUNS; run++) {
      long began = System.nanoTime();
      await(database.query(bound(statement)));
      Duration took = Timing.since(began);
      best = took.compareTo(best) < 0 ? took : best;
    }
    return Timing.millis(best);
  }

  private static Statement bound(String text) {
    return Statement.of(text, "visitor-1234");
  }
}
