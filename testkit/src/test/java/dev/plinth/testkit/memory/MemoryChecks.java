package dev.plinth.testkit.memory;

import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import java.util.List;

/** Checks of a table: where a column of one is null, it is not tested. */
final class MemoryChecks {
  private MemoryChecks() {}

  static boolean holds(Filter condition, Row row) {
    return fields(condition).stream().anyMatch(row::isNull)
        || new MemoryFilters().of(condition).test(row);
  }

  private static List<String> fields(Filter filter) {
    return switch (filter) {
      case Filter.All all -> List.of();
      case Filter.And and -> and.filters().stream().flatMap(part -> fields(part).stream()).toList();
      case Filter.Or or -> or.filters().stream().flatMap(part -> fields(part).stream()).toList();
      case Filter.Not not -> fields(not.filter());
      case Filter.NullCheck check -> List.of();
      case Filter.Comparison comparison -> List.of(comparison.field());
      case Filter.Membership membership -> List.of(membership.field());
      case Filter.TextSearch search -> List.of(search.field());
    };
  }
}
