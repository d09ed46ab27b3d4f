package dev.plinth.testkit.memory;

import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Filters as predicates. */
class MemoryFilters {
  /** Whether a record is meant. */
  Predicate<Row> of(Filter filter) {
    return switch (filter) {
      case Filter.All all -> row -> true;
      case Filter.And and -> row -> and.filters().stream().allMatch(part -> of(part).test(row));
      case Filter.Or or -> row -> or.filters().stream().anyMatch(part -> of(part).test(row));
      case Filter.Not not -> of(not.filter()).negate();
      case Filter.NullCheck check -> row -> (value(row, check.field()) == null) != check.negated();
      case Filter.Comparison comparison -> row -> holds(comparison, value(row, comparison.field()));
      case Filter.Membership membership -> row -> {
        Object value = value(row, membership.field());
        return value != null && membership.values().stream()
            .anyMatch(each -> compare(value, each) == 0) != membership.negated();
      };
      case Filter.TextSearch search -> row -> holds(search, value(row, search.field()));
    };
  }

  /** How two values of a filter compare. */
  int compare(Object left, Object right) {
    return MemoryValues.compare(left, right);
  }

  private boolean holds(Filter.Comparison comparison, @Nullable Object value) {
    if (value == null) {
      return false;
    }
    int order = compare(value, comparison.value());
    return switch (comparison.comparator()) {
      case EQUALS -> order == 0;
      case NOT_EQUALS -> order != 0;
      case LT -> order < 0;
      case LTE -> order <= 0;
      case GT -> order > 0;
      case GTE -> order >= 0;
    };
  }

  private static boolean holds(Filter.TextSearch search, @Nullable Object value) {
    if (!(value instanceof String whole)) {
      return false;
    }
    String text = search.ignoreCase() ? folded(whole) : whole;
    String part = search.ignoreCase() ? folded(search.text()) : search.text();
    return switch (search.match()) {
      case CONTAINS -> text.contains(part);
      case STARTS_WITH -> text.startsWith(part);
      case ENDS_WITH -> text.endsWith(part);
    };
  }

  private static String folded(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static @Nullable Object value(Row row, String field) {
    return row.value(field).orElse(null);
  }
}
