package dev.plinth.jdbc;

import dev.plinth.data.Order;
import dev.plinth.schema.IndexDescription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Indexes while a catalog tells them, a row for each of their columns. For one thread. */
public final class IndexParts {
  private final Map<String, IndexDescription> byName = new LinkedHashMap<>();

  /** Notes the next column of an index, with what the row says of the whole. */
  public IndexDescription add(String name, Order column, boolean unique, boolean primary,
      boolean partial) {
    return byName.merge(name,
        new IndexDescription(name, List.of(column), unique, primary, partial), IndexParts::joined);
  }

  private static IndexDescription joined(IndexDescription index, IndexDescription next) {
    var columns = new ArrayList<>(index.columns());
    columns.addAll(next.columns());
    return new IndexDescription(index.name(), columns, index.unique(), index.primary(),
        index.partial() || next.partial());
  }

  /** The indexes, in the order in which they were met. */
  public List<IndexDescription> all() {
    return List.copyOf(byName.values());
  }

  /** The columns of the primary key; empty where there is none. */
  public List<String> primaryKey() {
    return byName.values().stream().filter(IndexDescription::primary)
        .flatMap(index -> index.columns().stream()).map(Order::field).toList();
  }
}
