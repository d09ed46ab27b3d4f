package dev.plinth.parity;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Order;
import dev.plinth.factory.Databases;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.ForeignKeyDefinition;
import dev.plinth.schema.IndexDescription;
import dev.plinth.schema.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The platform tables as introspection finds them, a line for everything that must be the same on every
 * backend. Names of unique keys are left out, since not every backend keeps them.
 */
final class SchemaLines {
  /** Flyway's table, which has its own shape on every backend. */
  private static final String HISTORY = "plinth_schema_history";

  private SchemaLines() {}

  static SortedSet<String> of(DatabaseProvider database) {
    var lines = new TreeSet<String>();
    Databases.await(database.listTables()).stream().map(table -> table.name())
        .filter(name -> name.startsWith("plinth_") && !name.equals(HISTORY))
        .forEach(name -> lines
            .addAll(lines(Databases.await(database.describeTable(name)).orElseThrow())));
    return lines;
  }

  private static List<String> lines(TableDescription table) {
    var lines = new ArrayList<String>();
    lines.add("is a " + table.kind());
    lines.add("key (" + String.join(", ", table.primaryKey()) + ")");
    table.columns().forEach(column -> lines.add(line(column)));
    table.indexes().stream().filter(Predicate.not(IndexDescription::primary))
        .forEach(index -> lines.add(line(index)));
    table.foreignKeys().forEach(key -> lines.add(line(key)));
    return lines.stream().map(line -> table.name() + " " + line).toList();
  }

  private static String line(ColumnDescription column) {
    return "column " + column.name() + " " + column.type()
        + (column.nullable() ? "" : " not null")
        + (column.generated() ? " generated" : "")
        + (column.defaultExpression() == null ? "" : " with a default");
  }

  private static String line(IndexDescription index) {
    String columns =
        index.columns().stream().map(SchemaLines::column).collect(Collectors.joining(", "));
    return (index.unique() ? "unique (" : "index " + index.name() + " (") + columns + ")"
        + (index.partial() ? " partial" : "");
  }

  private static String column(Order order) {
    return order.field() + (order.descending() ? " desc" : "");
  }

  private static String line(ForeignKeyDefinition key) {
    return "refers by (" + String.join(", ", key.columns()) + ") to " + key.table() + " ("
        + String.join(", ", key.targetColumns()) + "), on delete " + key.onDelete();
  }
}
