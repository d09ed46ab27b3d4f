package dev.plinth.cli;

import static dev.plinth.data.Filter.field;
import static dev.plinth.factory.Databases.await;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.Update;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** The part of the tour about records, on a table of its own. */
final class RecordSteps {
  private static final int BATCH = 1000;
  private static final List<String> COUNTRIES =
      List.of("AR", "CH", "DE", "FR", "IN", "JP", "KE", "NO", "SE", "US");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** The work of a transaction fails on purpose. */
  private static final class ChangedMyMind extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final DatabaseProvider database;
  private final Steps steps;
  private final String table;
  private final int rows;
  private boolean created;

  RecordSteps(DatabaseProvider database, Steps steps, String table, int rows) {
    this.database = database;
    this.steps = steps;
    this.table = table;
    this.rows = rows;
  }

  void run() {
    steps.run("Create a table of portable types",
        "database.createTable(TableDefinition.named(\"" + table + "\").column(...))",
        this::createTable);
    steps.run("Insert %,d rows in batches of %,d".formatted(rows, BATCH),
        "database.insertAll(\"" + table + "\", rows)", this::insert);
    steps.run("Find with a filter, and go on with the cursor",
        "database.find(Query.from(\"" + table
            + "\").where(field(\"country\").eq(\"NO\").and(field(\"spent\").gte(90)))"
            + ".orderByDescending(\"spent\").limit(4))",
        this::find);
    if (database.capabilities().contains(Capability.TRANSACTIONS)) {
      steps.run("Change everything in a transaction, and roll it back",
          "database.inTransaction(tx -> tx.update(\"" + table + "\", Filter.all(), ...))",
          this::rollBack);
    }
  }

  String table() {
    return table;
  }

  /** Drops the table, if this part made it. */
  List<String> cleanUp() {
    return created && await(database.dropTable(table))
        ? List.of("the table " + table)
        : List.of();
  }

  private Map<String, Object> createTable() {
    created = await(database.createTable(TableDefinition.named(table)
        .requiredColumn("id", PortableType.LONG).requiredColumn("visitor", PortableType.TEXT)
        .requiredColumn("country", PortableType.TEXT)
        .column(ColumnDefinition.of("spent", PortableType.DECIMAL).withPrecision(10, 2))
        .column("visited_at", PortableType.INSTANT).primaryKey("id")
        .check(table + "_spent", field("spent").gte(0))));
    return Map.of("columns", await(database.describeTable(table)).orElseThrow().columns().stream()
        .map(column -> column.name() + " " + column.nativeType()).toList());
  }

  private Map<String, Object> insert() {
    var random = new Random(1);
    long began = System.nanoTime();
    long inserted = 0;
    while (inserted < rows) {
      var batch = new ArrayList<Row>(BATCH);
      for (long id = inserted; id < Math.min(rows, inserted + BATCH); id++) {
        batch.add(visit(id, random));
      }
      inserted += await(database.insertAll(table, batch)).inserted();
      steps.journal().progress(inserted, rows);
    }
    long each = inserted * 1000 / Math.max(1, Timing.since(began).toMillis());
    return results("inserted", inserted, "counted", await(database.count(table, Filter.all())),
        "rows a second", each);
  }

  private static Row visit(long id, Random random) {
    return Row.of("id", id, "visitor", "visitor-" + random.nextInt(5000), "country",
        COUNTRIES.get(random.nextInt(COUNTRIES.size())), "spent",
        BigDecimal.valueOf(random.nextInt(10_000), 2), "visited_at",
        START.plus(Duration.ofSeconds(random.nextInt(31_536_000))));
  }

  private Map<String, Object> find() {
    Query query = Query.from(table).select("id", "visitor", "spent")
        .where(field("country").eq("NO").and(field("spent").gte(90))).orderByDescending("spent")
        .limit(4);
    Rows first = await(database.find(query));
    Rows second = await(database.find(query.after(first.nextCursor())));
    return results("first page", lines(first), "more behind it", first.truncated(), "second page",
        lines(second), "all that match", await(database.count(table, query.where())));
  }

  private Map<String, Object> rollBack() {
    BigDecimal before = total();
    var changed = new AtomicLong();
    String outcome;
    try {
      outcome = await(database.<String>inTransaction(tx -> tx
          .update(table, Filter.all(), Update.of("spent", BigDecimal.ZERO)).thenCompose(count -> {
            changed.set(count);
            return CompletableFuture.failedFuture(new ChangedMyMind());
          })));
    } catch (ChangedMyMind expected) {
      outcome = "rolled back";
    }
    return results("changed inside", changed.get(), "outcome", outcome, "spent before", before,
        "spent after", total());
  }

  private BigDecimal total() {
    return await(database.aggregate(Aggregation.from(table).sum("spent", "total"))).row(0)
        .decimal("total");
  }

  private static List<String> lines(Rows rows) {
    return rows.stream().map(row -> row.longValue("id") + "  " + row.string("visitor") + "  "
        + row.decimal("spent")).toList();
  }

  static Map<String, Object> results(Object... namesAndValues) {
    var results = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      results.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return results;
  }
}
