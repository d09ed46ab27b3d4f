package dev.plinth.support.records;

import dev.plinth.data.Filter;
import dev.plinth.data.Filter.Comparator;
import dev.plinth.data.Filter.Comparison;
import dev.plinth.data.Order;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which records come after a given one in an order: the condition behind a cursor. Nulls come first ascending. */
public final class Keyset {
  private Keyset() {}

  /**
   * The records after the one with these values.
   *
   * @param values one for each part of the order
   */
  public static Filter after(List<Order> order, List<@Nullable Object> values) {
    var branches = new ArrayList<Filter>();
    var equalSoFar = new ArrayList<Filter>();
    for (int i = 0; i < order.size(); i++) {
      Order part = order.get(i);
      Object value = values.get(i);
      Filter beyond = beyond(part, value);
      if (beyond != null) {
        branches.add(joined(equalSoFar, beyond));
      }
      equalSoFar.add(equal(part.field(), value));
    }
    return branches.isEmpty()
        ? nothing(order.get(0).field())
        : branches.size() == 1
            ? branches.get(0)
            : new Filter.Or(branches);
  }

  /** Strictly after this value in one column; null where there can be nothing. */
  private static @Nullable Filter beyond(Order part, @Nullable Object value) {
    if (!part.descending()) {
      return value == null
          ? new Filter.NullCheck(part.field(), true)
          : new Comparison(part.field(), Comparator.GT, value);
    }
    return value == null
        ? null
        : new Filter.Or(List.of(new Comparison(part.field(), Comparator.LT, value),
            new Filter.NullCheck(part.field(), false)));
  }

  private static Filter equal(String field, @Nullable Object value) {
    return value == null
        ? new Filter.NullCheck(field, false)
        : new Comparison(field, Comparator.EQUALS, value);
  }

  private static Filter joined(List<Filter> equalSoFar, Filter beyond) {
    if (equalSoFar.isEmpty()) {
      return beyond;
    }
    var all = new ArrayList<>(equalSoFar);
    all.add(beyond);
    return new Filter.And(all);
  }

  private static Filter nothing(String field) {
    return new Filter.Membership(field, List.of(), false);
  }
}
