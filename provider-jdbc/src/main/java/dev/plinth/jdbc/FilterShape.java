package dev.plinth.jdbc;

import dev.plinth.data.Filter;
import dev.plinth.data.Filter.All;
import dev.plinth.data.Filter.And;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Filter.Membership;
import dev.plinth.data.Filter.Not;
import dev.plinth.data.Filter.NullCheck;
import dev.plinth.data.Filter.Or;
import dev.plinth.data.Filter.TextSearch;
import java.util.Collections;
import java.util.List;

/** Filters without regard to their values: two of one shape share a statement. */
final class FilterShape {
  private static final int PADDED_UP_TO = 1024;

  private FilterShape() {}

  static int hash(Filter filter) {
    return switch (filter) {
      case Comparison f -> 31 * f.field().hashCode() + f.comparator().hashCode();
      case And f -> 3 + 31 * hash(f.filters());
      case All f -> 5;
      case Or f -> 7 + 31 * hash(f.filters());
      case Not f -> 11 + 31 * hash(f.filter());
      case NullCheck f -> 31 * f.field().hashCode() + (f.negated() ? 13 : 17);
      case Membership f -> 31 * f.field().hashCode() + 19 * padded(f.values().size());
      case TextSearch f -> 31 * f.field().hashCode() + 23 + f.match().hashCode();
    };
  }

  static boolean same(Filter one, Filter other) {
    return switch (one) {
      case Comparison f -> other instanceof Comparison g && f.comparator() == g.comparator()
          && f.field().equals(g.field());
      case And f -> other instanceof And g && same(f.filters(), g.filters());
      case All f -> other instanceof All;
      case Or f -> other instanceof Or g && same(f.filters(), g.filters());
      case Not f -> other instanceof Not g && same(f.filter(), g.filter());
      case NullCheck f -> f.equals(other);
      case Membership f -> other instanceof Membership g && f.negated() == g.negated()
          && padded(f.values().size()) == padded(g.values().size()) && f.field().equals(g.field());
      case TextSearch f -> other instanceof TextSearch g && f.match() == g.match()
          && f.ignoreCase() == g.ignoreCase() && f.field().equals(g.field());
    };
  }

  /** The same shape without the values, to be kept. */
  static Filter erased(Filter filter) {
    return switch (filter) {
      case Comparison f -> new Comparison(f.field(), f.comparator(), 0L);
      case And f -> new And(f.filters().stream().map(FilterShape::erased).toList());
      case Or f -> new Or(f.filters().stream().map(FilterShape::erased).toList());
      case Not f -> new Not(erased(f.filter()));
      case Membership f -> new Membership(f.field(),
          Collections.nCopies(padded(f.values().size()), 0L), f.negated());
      case TextSearch f -> new TextSearch(f.field(), f.match(), "", f.ignoreCase());
      case All f -> f;
      case NullCheck f -> f;
    };
  }

  /** So many parameters stand for a list: the last value fills up, lest every length be a shape of its own. */
  static int padded(int values) {
    return values <= 1 || values > PADDED_UP_TO
        ? values
        : Integer.highestOneBit(values - 1) << 1;
  }

  private static int hash(List<Filter> filters) {
    int hash = 1;
    for (int i = 0; i < filters.size(); i++) {
      hash = 31 * hash + hash(filters.get(i));
    }
    return hash;
  }

  private static boolean same(List<Filter> some, List<Filter> others) {
    if (some.size() != others.size()) {
      return false;
    }
    for (int i = 0; i < some.size(); i++) {
      if (!same(some.get(i), others.get(i))) {
        return false;
      }
    }
    return true;
  }
}
