package dev.plinth.jdbc;

import dev.plinth.schema.ForeignKeyDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Foreign keys while a catalog tells them, a row for each of their columns. For one thread. */
public final class ReferenceParts {
  private final Map<Object, ForeignKeyDefinition> byId = new LinkedHashMap<>();

  /**
   * Notes the next column of a foreign key.
   *
   * @param id what the catalog knows the key by
   * @param part the key as if this column were its only one
   */
  public ForeignKeyDefinition add(Object id, ForeignKeyDefinition part) {
    return byId.merge(id, part, ReferenceParts::joined);
  }

  private static ForeignKeyDefinition joined(ForeignKeyDefinition key, ForeignKeyDefinition next) {
    var columns = new ArrayList<>(key.columns());
    columns.addAll(next.columns());
    var targets = new ArrayList<>(key.targetColumns());
    targets.addAll(next.targetColumns());
    return new ForeignKeyDefinition(columns, key.table(), targets, key.onDelete());
  }

  /** The foreign keys, in the order in which they were met. */
  public List<ForeignKeyDefinition> all() {
    return List.copyOf(byId.values());
  }
}
