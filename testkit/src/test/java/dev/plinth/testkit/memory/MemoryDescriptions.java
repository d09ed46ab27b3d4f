package dev.plinth.testkit.memory;

import dev.plinth.data.Order;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.IndexDescription;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import java.util.ArrayList;
import java.util.List;

/** Tables as they are described. */
final class MemoryDescriptions {
  private MemoryDescriptions() {}

  static TableDescription of(MemoryTable table) {
    TableDefinition definition = table.definition();
    return new TableDescription("", definition.name(), TableKind.TABLE,
        definition.columns().stream().map(column -> described(definition, column)).toList(),
        definition.primaryKey(), indexes(table), definition.foreignKeys(),
        definition.checks().stream().map(check -> check.condition().toString()).toList(),
        List.of());
  }

  private static ColumnDescription described(TableDefinition table, ColumnDefinition column) {
    boolean nullable = !column.required() && !table.primaryKey().contains(column.name());
    Object value = column.defaultValue();
    return new ColumnDescription(column.name(), column.type(), column.type().name(), nullable,
        column.generated(), value == null ? null : value.toString(), null);
  }

  private static List<IndexDescription> indexes(MemoryTable table) {
    var indexes = new ArrayList<IndexDescription>();
    TableDefinition definition = table.definition();
    if (!definition.primaryKey().isEmpty()) {
      indexes.add(key("primary", definition.primaryKey(), true));
    }
    definition.uniqueKeys()
        .forEach(columns -> indexes.add(key(String.join("_", columns), columns, false)));
    table.indexes().forEach(index -> indexes.add(
        new IndexDescription(index.name(), index.columns(), index.unique(), false, false)));
    return indexes;
  }

  private static IndexDescription key(String name, List<String> columns, boolean primary) {
    return new IndexDescription(name, columns.stream().map(Order::ascending).toList(), true,
        primary, false);
  }
}
