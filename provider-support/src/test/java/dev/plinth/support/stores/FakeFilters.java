package dev.plinth.support.stores;

import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import dev.plinth.data.Row;
import java.util.List;

/** Filters and orders over rows in memory. */
final class FakeFilters {
  private FakeFilters() {}

  static boolean matches(Filter filter, Row row) {
    return switch (filter) {
      case Filter.All all -> true;
      case Filter.And and -> and.filters().stream().allMatch(part -> matches(part, row));
      case Filter.Or or -> or.filters().stream().anyMatch(part -> matches(part, row));
      case Filter.Not not -> !matches(not.filter(), row);
      case Filter.NullCheck check -> row.isNull(check.field()) != check.negated();
      case Filter.Comparison comparison -> row.value(comparison.field())
          .map(value -> holds(comparison, compare(value, comparison.value()))).orElse(false);
      case Filter.Membership in -> row.value(in.field())
          .map(value -> in.values().contains(value) != in.negated()).orElse(false);
      case Filter.TextSearch search -> throw new AssertionError("no store searches texts");
    };
  }

  static int compare(List<Order> order, Row left, Row right) {
    for (Order part : order) {
      int sign = compare(left.value(part.field()).orElseThrow(),
          right.value(part.field()).orElseThrow());
      if (sign != 0) {
        return sign;
      }
    }
    return 0;
  }

  private static boolean holds(Filter.Comparison comparison, int sign) {
    return switch (comparison.comparator()) {
      case EQUALS -> sign == 0;
      case NOT_EQUALS -> sign != 0;
      case LT -> sign < 0;
      case LTE -> sign <= 0;
      case GT -> sign > 0;
      case GTE -> sign >= 0;
    };
  }

  @SuppressWarnings("unchecked")
  private static int compare(Object left, Object right) {
    return ((Comparable<Object>) left).compareTo(right);
  }
}
