package dev.plinth.support.records;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Filter;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Filter.Membership;
import dev.plinth.data.Filter.Not;
import dev.plinth.data.Filter.NullCheck;
import dev.plinth.data.Filter.Or;
import dev.plinth.data.Filter.TextSearch;
import dev.plinth.schema.ColumnDescription;
import dev.plinth.schema.PortableType;
import dev.plinth.support.engine.TableSchema;
import java.util.List;
import java.util.Objects;

/** Holds filters against a table. */
final class FilterChecks {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_VALUES = 10_000;

  private final ColumnValues values;

  FilterChecks(ColumnValues values) {
    this.values = values;
  }

  /** The same filter with values of the columns' types. */
  Filter check(TableSchema table, Filter filter) {
    return check(table, filter, 0);
  }

  private Filter check(TableSchema table, Filter filter, int depth) {
    if (depth > MAX_DEPTH) {
      throw invalid("the filter is nested deeper than " + MAX_DEPTH);
    }
    return switch (filter) {
      case Comparison comparison -> comparison(table, comparison);
      case Membership membership -> membership(table, membership);
      case TextSearch search -> search(table, search);
      case NullCheck check -> {
        RecordChecks.requireColumn(table, check.field());
        yield check;
      }
      case And and -> new And(all(table, and.filters(), depth));
      case Or or -> new Or(all(table, or.filters(), depth));
      case Not not -> new Not(check(table, not.filter(), depth + 1));
      case Filter.All all -> all;
    };
  }

  private List<Filter> all(TableSchema table, List<Filter> filters, int depth) {
    return filters.stream().map(filter -> check(table, filter, depth + 1)).toList();
  }

  private Filter comparison(TableSchema table, Comparison comparison) {
    ColumnDescription column = RecordChecks.requireColumn(table, comparison.field());
    if (column == null) {
      return comparison;
    }
    boolean ordering = switch (comparison.comparator()) {
      case EQUALS, NOT_EQUALS -> false;
      case LT, LTE, GT, GTE -> true;
    };
    requireComparable(column, ordering);
    Object fitted = fitted(column, comparison.value());
    return fitted.equals(comparison.value())
        ? comparison
        : new Comparison(comparison.field(), comparison.comparator(), fitted);
  }

  private Filter membership(TableSchema table, Membership membership) {
    if (membership.values().size() > MAX_VALUES) {
      throw invalid(
          "the list of values for " + membership.field() + " is longer than " + MAX_VALUES);
    }
    ColumnDescription column = RecordChecks.requireColumn(table, membership.field());
    if (column == null) {
      return membership;
    }
    requireComparable(column, false);
    return new Membership(membership.field(),
        membership.values().stream().map(value -> fitted(column, value)).toList(),
        membership.negated());
  }

  private static Filter search(TableSchema table, TextSearch search) {
    ColumnDescription column = RecordChecks.requireColumn(table, search.field());
    if (column != null && column.type() != null && column.type() != PortableType.TEXT) {
      throw invalid("the column " + column.name() + " is a " + column.type()
          + "; contains, startsWith and endsWith "
          + "apply to TEXT alone");
    }
    return search;
  }

  private static void requireComparable(ColumnDescription column, boolean ordering) {
    PortableType type = column.type();
    boolean whole = type == PortableType.JSON || type == PortableType.TEXT_LIST;
    if (whole || (ordering && type == PortableType.BOOLEAN)) {
      throw invalid(
          "the column " + column.name() + " is a " + type + ", which cannot be compared so");
    }
  }

  private Object fitted(ColumnDescription column, Object value) {
    return Objects.requireNonNull(values.fit(column, value));
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
