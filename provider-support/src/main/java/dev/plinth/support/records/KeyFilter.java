package dev.plinth.support.records;

import dev.plinth.data.Filter;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Filter.Comparator;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.support.engine.TableSchema;
import java.util.List;

/** Filters that ask for the record of one primary key, by equality on each of its columns and nothing else. */
public final class KeyFilter {
  private KeyFilter() {}

  /** Whether a filter is one. */
  public static boolean isKey(TableSchema table, Filter where) {
    List<String> key = table.primaryKey();
    return switch (where) {
      case Comparison comparison -> key.size() == 1 && isOn(comparison, key.get(0));
      case And and -> !key.isEmpty() && and.filters().size() == key.size()
          && namesAll(and.filters(), key);
      default -> false;
    };
  }

  /** The values of the key, in the order of its columns. */
  public static Object[] values(TableSchema table, Filter where) {
    if (where instanceof Comparison comparison) {
      return new Object[]{comparison.value()};
    }
    List<String> key = table.primaryKey();
    List<Filter> filters = ((And) where).filters();
    var values = new Object[key.size()];
    for (Filter filter : filters) {
      var comparison = (Comparison) filter;
      values[key.indexOf(comparison.field())] = comparison.value();
    }
    return values;
  }

  private static boolean namesAll(List<Filter> filters, List<String> key) {
    for (int i = 0; i < key.size(); i++) {
      if (!anyIsOn(filters, key.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean anyIsOn(List<Filter> filters, String column) {
    for (int i = 0; i < filters.size(); i++) {
      if (filters.get(i) instanceof Comparison comparison && isOn(comparison, column)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOn(Comparison comparison, String column) {
    return comparison.comparator() == Comparator.EQUALS && comparison.field().equals(column);
  }
}
