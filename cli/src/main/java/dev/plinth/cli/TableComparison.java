package dev.plinth.cli;

import dev.plinth.Capability;
import dev.plinth.data.Order;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.IndexDescription;
import dev.plinth.schema.TableDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a table lacks of another, or has against it. Native types and names of indexes are each backend's
 * own affair, and so are columns of a schemaless collection.
 */
record TableComparison(TableDescription expected, TableDescription found,
    Set<Capability> capabilities) {
  List<String> differences() {
    var differences = new ArrayList<String>();
    if (capabilities.contains(Capability.SQL)) {
      expected.columns().forEach(column -> difference(column).ifPresent(differences::add));
      found.columns().stream().filter(column -> expected.column(column.name()).isEmpty())
          .filter(column -> !column.nullable() && column.defaultExpression() == null)
          .forEach(column -> differences
              .add("the column " + column.name() + " is required and unknown to this version"));
      if (!expected.primaryKey().equals(found.primaryKey())) {
        differences.add("the primary key is " + found.primaryKey() + " instead of "
            + expected.primaryKey());
      }
    }
    expected.indexes().stream().filter(index -> !index.primary() && isOfColumns(index))
        .filter(index -> found.indexes().stream().noneMatch(other -> serves(index, other)))
        .forEach(index -> differences.add("there is no " + (index.unique() ? "unique " : "")
            + "index on " + columns(index)));
    if (capabilities.contains(Capability.FOREIGN_KEYS)) {
      expected.foreignKeys().stream().filter(key -> !found.foreignKeys().contains(key))
          .forEach(key -> differences.add("there is no foreign key of " + key.columns() + " to "
              + key.table() + " that deletes as expected (" + key.onDelete() + ")"));
    }
    return differences;
  }

  private Optional<String> difference(ColumnDescription column) {
    Optional<ColumnDescription> other = found.column(column.name());
    if (other.isEmpty()) {
      return Optional.of("the column " + column.name() + " is missing");
    }
    boolean key = expected.primaryKey().contains(column.name());
    return !key && other.get().nullable() != column.nullable()
        ? Optional.of("the column " + column.name()
            + (column.nullable() ? " may not be null" : " may be null"))
        : Optional.empty();
  }

  private boolean isOfColumns(IndexDescription index) {
    return columns(index).stream().allMatch(name -> expected.column(name).isPresent());
  }

  private static boolean serves(IndexDescription wanted, IndexDescription other) {
    return columns(other).equals(columns(wanted)) && other.unique() == wanted.unique();
  }

  private static List<String> columns(IndexDescription index) {
    return index.columns().stream().map(Order::field).toList();
  }
}
