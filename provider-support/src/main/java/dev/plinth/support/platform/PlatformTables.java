package dev.plinth.support.platform;

import dev.plinth.data.Order;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.IndexDefinition;
import dev.plinth.schema.IndexDescription;
import dev.plinth.schema.TableDefinition;
import dev.plinth.schema.TableDescription;
import dev.plinth.schema.TableKind;
import dev.plinth.support.engine.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The platform tables as an engine sees them, made of their definitions: nothing is read. One for each
 * engine, which may attach to them what it renders.
 */
public final class PlatformTables {
  private final Map<String, TableSchema> tables = PlatformSchema.tables().stream()
      .map(PlatformTables::described)
      .collect(Collectors.toUnmodifiableMap(TableSchema::name, Function.identity()));

  /** The table of a name, which is one of the constants {@code NAME} of this package. */
  public TableSchema table(String name) {
    TableSchema table = tables.get(name);
    if (table == null) {
      throw new IllegalArgumentException("no platform table is named " + name);
    }
    return table;
  }

  private static TableSchema described(TableDefinition table) {
    List<ColumnDescription> columns =
        table.columns().stream().map(column -> described(table, column)).toList();
    return new TableSchema(new TableDescription("", table.name(), TableKind.TABLE, columns,
        table.primaryKey(), indexes(table), table.foreignKeys(), List.of(), List.of()));
  }

  private static ColumnDescription described(TableDefinition table, ColumnDefinition column) {
    boolean nullable = !column.required() && !table.primaryKey().contains(column.name());
    String type = column.type().name().toLowerCase(Locale.ROOT);
    return new ColumnDescription(column.name(), column.type(), type, nullable, column.generated(),
        null, null);
  }

  private static List<IndexDescription> indexes(TableDefinition table) {
    var indexes = new ArrayList<IndexDescription>();
    indexes.add(key(table, table.primaryKey(), true));
    table.uniqueKeys().forEach(columns -> indexes.add(key(table, columns, false)));
    for (IndexDefinition index : PlatformSchema.indexes(table.name())) {
      indexes.add(
          new IndexDescription(index.name(), index.columns(), index.unique(), false, false));
    }
    return indexes;
  }

  private static IndexDescription key(TableDefinition table, List<String> columns,
      boolean primary) {
    String name = table.name() + "_" + String.join("_", columns);
    return new IndexDescription(name, columns.stream().map(Order::ascending).toList(), true,
        primary, false);
  }
}
