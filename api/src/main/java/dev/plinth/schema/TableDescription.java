package dev.plinth.schema;

import java.util.List;
import java.util.Optional;

/**
 * A table as it is.
 *
 * @param schema its schema, empty where the backend has none
 * @param name its name
 * @param kind what it is
 * @param columns its columns, in order
 * @param primaryKey the columns of its primary key, in order; empty for none
 * @param indexes its indexes
 * @param foreignKeys its references to other tables
 * @param checks the backend's texts of its checks
 * @param triggers the names of its triggers
 */
public record TableDescription(String schema, String name, TableKind kind,
    List<ColumnDescription> columns,
    List<String> primaryKey, List<IndexDescription> indexes, List<ForeignKeyDefinition> foreignKeys,
    List<String> checks, List<String> triggers) {
  /** Copies the lists. */
  public TableDescription {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
    indexes = List.copyOf(indexes);
    foreignKeys = List.copyOf(foreignKeys);
    checks = List.copyOf(checks);
    triggers = List.copyOf(triggers);
  }

  /** The column of a name, where there is one. */
  public Optional<ColumnDescription> column(String column) {
    return columns.stream().filter(known -> known.name().equals(column)).findFirst();
  }
}
