package dev.plinth.parity;

import static dev.plinth.data.Filter.field;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Field;
import dev.plinth.data.Filter;
import dev.plinth.data.Json;
import dev.plinth.data.Order;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Rows;
import dev.plinth.data.Update;
import dev.plinth.factory.Databases;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.testkit.PortableSamples;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What one backend answers to questions about values of one type, by the questions. */
final class Answers {
  private static final String TABLE = "edge_values";
  private static final Field VALUE = field("v");
  private static final int SHORT = 60;

  private final DatabaseProvider database;
  private final PortableType type;
  private final Map<String, String> byQuestion = new LinkedHashMap<>();
  private final Map<Long, Object> kept = new LinkedHashMap<>();

  private Answers(DatabaseProvider database, PortableType type) {
    this.database = database;
    this.type = type;
  }

  static Map<String, String> of(DatabaseProvider database, PortableType type) {
    var answers = new Answers(database, type);
    answers.write();
    answers.read();
    answers.change();
    answers.filter();
    answers.sort();
    answers.sumUp();
    return answers.byQuestion;
  }

  /** Each value by itself, so that one that is refused hinders no other. */
  private void write() {
    Databases.await(database.createTable(TableDefinition.named(TABLE)
        .column("id", PortableType.LONG).column("v", type).primaryKey("id")));
    Databases.await(database.insert(TABLE, Row.of("id", 0, "v", null)));
    long id = 0;
    for (Object value : EdgeValues.of(type)) {
      long own = ++id;
      byQuestion.put("writes " + own + ", " + value.getClass().getSimpleName() + " " + text(value),
          answer(() -> database.insert(TABLE, Row.of("id", own, "v", value)), key -> "done"));
      Databases.await(database.findOne(Query.from(TABLE).where(field("id").eq(own))))
          .ifPresent(row -> kept.put(own, value(row, "v").orElseThrow()));
    }
  }

  private void read() {
    for (long id : kept.keySet()) {
      byQuestion.put("reads " + id, one(id));
    }
    byQuestion.put("reads null", one(0));
    byQuestion.put("reads all", rows(Query.from(TABLE).orderBy("id"), row -> text(row, "v")));
  }

  /** Through an update, an upsert, and a load of all of them. */
  private void change() {
    Databases.await(database.insert(TABLE, Row.of("id", -1, "v", null)));
    kept.forEach((id, value) -> {
      Databases.await(database.update(TABLE, field("id").eq(-1), Update.of("v", value)));
      byQuestion.put("reads " + id + " as updated", one(-1));
      Databases.await(database.upsert(TABLE, Row.of("id", -1, "v", value)));
      byQuestion.put("reads " + id + " as upserted", one(-1));
    });
    Databases.await(database.update(TABLE, field("id").eq(-1), Update.of("v", null)));
    byQuestion.put("reads null as updated", one(-1));
    Databases.await(database.delete(TABLE, field("id").eq(-1)));
    var all = new ArrayList<Row>();
    kept.forEach((id, value) -> all.add(Row.of("id", 1_000 + id, "v", value)));
    Databases.await(database.insertAll(TABLE, all));
    byQuestion.put("reads all of a load", rows(
        Query.from(TABLE).where(field("id").gte(1_000)).orderBy("id"), row -> text(row, "v")));
    Databases.await(database.delete(TABLE, field("id").gte(1_000)));
  }

  private void filter() {
    finds("null", VALUE.isNull());
    finds("not null", VALUE.isNotNull());
    kept.forEach((id, value) -> {
      finds("= " + id, VALUE.eq(value));
      finds("<> " + id, VALUE.notEq(value));
      finds("not = " + id, Filter.not(VALUE.eq(value)));
      finds("in " + id, VALUE.in(List.of(value)));
      finds("not in " + id, VALUE.notIn(List.of(value)));
      finds("< " + id, VALUE.lt(value));
      finds("<= " + id, VALUE.lte(value));
      finds("> " + id, VALUE.gt(value));
      finds(">= " + id, VALUE.gte(value));
      if (value instanceof String text && text.length() < SHORT) {
        finds("contains " + id, VALUE.contains(text));
        finds("starts with " + id, VALUE.startsWith(text));
        finds("ends with " + id, VALUE.endsWith(text));
        finds("contains, ignoring case, " + id, VALUE.containsIgnoringCase(text));
        finds("starts, ignoring case, with " + id, VALUE.startsWithIgnoringCase(text));
        finds("ends, ignoring case, with " + id, VALUE.endsWithIgnoringCase(text));
      }
    });
  }

  private void sort() {
    for (Order order : List.of(Order.ascending("v"), Order.descending("v"))) {
      Query query = Query.from(TABLE).select("id").orderBy(order).orderBy("id");
      byQuestion.put("sorts " + (order.descending() ? "down" : "up"), rows(query, Answers::id));
      byQuestion.put("pages " + (order.descending() ? "down" : "up"), paged(query.limit(3)));
    }
  }

  private void sumUp() {
    byQuestion.put("least and greatest", answer(
        () -> database.aggregate(Aggregation.from(TABLE).min("v", "low").max("v", "high")),
        rows -> text(rows.row(0), "low") + " and " + text(rows.row(0), "high")));
    byQuestion.put("counts", answer(() -> database.aggregate(
        Aggregation.from(TABLE).groupBy("v").count("n").orderBy(Order.ascending("v"))),
        rows -> rows.stream().map(row -> text(row, "v") + " " + row.longValue("n")).toList()
            .toString()));
  }

  private String one(long id) {
    return answer(() -> database.findOne(Query.from(TABLE).where(field("id").eq(id))),
        row -> text(row.orElseThrow(), "v"));
  }

  private void finds(String question, Filter where) {
    byQuestion.put("finds " + question,
        rows(Query.from(TABLE).select("id").where(where).orderBy("id"), Answers::id));
  }

  private String rows(Query query, Reading<Row> reading) {
    return answer(() -> database.find(query),
        rows -> rows.stream().map(reading::text).toList().toString());
  }

  private String paged(Query query) {
    var met = new ArrayList<String>();
    try {
      Rows page = Databases.await(database.find(query));
      page.forEach(row -> met.add(id(row)));
      while (page.truncated()) {
        page = Databases.await(database.find(query.after(page.nextCursor())));
        page.forEach(row -> met.add(id(row)));
      }
    } catch (DatabaseException failure) {
      met.add(failure.code().toString());
    }
    return met.toString();
  }

  private interface Reading<T> {
    String text(T value);
  }

  private static <T> String answer(Supplier<CompletableFuture<T>> call, Reading<T> reading) {
    try {
      return reading.text(Databases.await(call.get()));
    } catch (DatabaseException failure) {
      return failure.code().toString();
    }
  }

  private static String id(Row row) {
    return String.valueOf(row.longValue("id"));
  }

  private String text(Row row, String column) {
    return value(row, column).map(this::text).orElse("null");
  }

  private Optional<Object> value(Row row, String column) {
    return row.optional(column, PortableSamples.javaType(type)).map(Object.class::cast);
  }

  /** Equal for equal values alone; of what is long, its length and a digest. JSON has many texts for one value. */
  private String text(Object value) {
    String text = switch (value) {
      case byte[] bytes -> bytes.length <= SHORT
          ? HexFormat.of().formatHex(bytes)
          : bytes.length + " bytes, digest " + Arrays.hashCode(bytes);
      case BigDecimal number -> number.stripTrailingZeros().toString();
      // The coarsest precision that a backend states.
      case Instant instant when instant.isAfter(Instant.MIN) ->
          instant.truncatedTo(ChronoUnit.MILLIS).toString();
      case Json json when kept.containsValue(json) -> "JSON as that of " + kept.entrySet().stream()
          .filter(entry -> entry.getValue().equals(json)).findFirst().orElseThrow().getKey();
      case Json json -> json.text();
      default -> value.toString();
    };
    return text.length() <= 2 * SHORT
        ? "'" + text + "'"
        : "'" + text.substring(0, SHORT) + "...' of " + text.length() + ", digest "
            + text.hashCode();
  }
}
