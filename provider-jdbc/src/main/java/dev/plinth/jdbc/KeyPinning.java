package dev.plinth.jdbc;

import dev.plinth.data.Filter;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Filter.Comparator;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Order;
import dev.plinth.schema.IndexDescription;
import dev.plinth.support.engine.TableSchema;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Whether a filter can hold for one record at most, because it names all columns of a unique key. */
final class KeyPinning {
  private final TableSchema table;

  KeyPinning(TableSchema table) {
    this.table = table;
  }

  boolean isPinned(Filter filter) {
    Set<String> equal = new HashSet<>();
    collect(filter, equal);
    return covers(equal, table.primaryKey()) || table.description().indexes().stream()
        .filter(index -> index.unique() && !index.partial())
        .anyMatch(index -> covers(equal, columns(index)));
  }

  private static boolean covers(Set<String> equal, Collection<String> key) {
    return !key.isEmpty() && equal.containsAll(key);
  }

  private static Collection<String> columns(IndexDescription index) {
    return index.columns().stream().map(Order::field).toList();
  }

  private static void collect(Filter filter, Set<String> equal) {
    if (filter instanceof Comparison f && f.comparator() == Comparator.EQUALS) {
      equal.add(f.field());
    } else if (filter instanceof And f) {
      f.filters().forEach(part -> collect(part, equal));
    }
  }
}
