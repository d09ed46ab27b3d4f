package dev.plinth.support.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Filter;
import dev.plinth.data.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every record has its place behind every other, whatever the directions and nulls. */
final class KeysetTest {
  private static final List<String> COLUMNS = List.of("a", "b", "id");

  @Test
  void holdsForExactlyTheRecordsThatComeLater() {
    var random = new Random(7);
    for (int directions = 0; directions < 8; directions++) {
      List<Order> order = order(directions);
      List<Map<String, @Nullable Long>> sorted = sorted(records(random), order);
      for (int last = 0; last < sorted.size(); last++) {
        Filter after = Keyset.after(order, values(sorted.get(last)));
        for (int i = 0; i < sorted.size(); i++) {
          assertThat(holds(after, sorted.get(i))).as("record %s after %s by %s", i, last, order)
              .isEqualTo(i > last);
        }
      }
    }
  }

  private static List<Order> order(int directions) {
    var order = new ArrayList<Order>();
    for (int i = 0; i < COLUMNS.size(); i++) {
      order.add(new Order(COLUMNS.get(i), (directions >> i & 1) == 1));
    }
    return order;
  }

  private static List<Map<String, @Nullable Long>> records(Random random) {
    var records = new ArrayList<Map<String, @Nullable Long>>();
    for (long id = 0; id < 30; id++) {
      var values = new HashMap<String, @Nullable Long>();
      values.put("a", random.nextInt(3) == 0 ? null : (long) random.nextInt(3));
      values.put("b", random.nextInt(3) == 0 ? null : (long) random.nextInt(3));
      values.put("id", id);
      records.add(values);
    }
    return records;
  }

  private static List<Map<String, @Nullable Long>> sorted(List<Map<String, @Nullable Long>> records,
      List<Order> order) {
    Comparator<Map<String, @Nullable Long>> comparator = Comparator.comparingInt(row -> 0);
    for (Order part : order) {
      comparator = comparator.thenComparing((left, right) -> {
        int byValue = Arrays.compare(key(left.get(part.field())), key(right.get(part.field())));
        return part.descending() ? -byValue : byValue;
      });
    }
    var sorted = new ArrayList<>(records);
    Collections.sort(sorted, comparator);
    return sorted;
  }

  private static long[] key(@Nullable Long value) {
    return value == null ? new long[0] : new long[]{value};
  }

  private static List<@Nullable Object> values(Map<String, @Nullable Long> row) {
    var values = new ArrayList<@Nullable Object>();
    COLUMNS.forEach(column -> values.add(row.get(column)));
    return values;
  }

  private static boolean holds(Filter filter, Map<String, @Nullable Long> row) {
    return switch (filter) {
      case Filter.Comparison comparison -> compares(comparison, row.get(comparison.field()));
      case Filter.NullCheck check -> (row.get(check.field()) == null) != check.negated();
      case Filter.And and -> and.filters().stream().allMatch(part -> holds(part, row));
      case Filter.Or or -> or.filters().stream().anyMatch(part -> holds(part, row));
      case Filter.Membership nothing -> nothing.negated();
      default -> throw new AssertionError("a keyset does not use " + filter);
    };
  }

  private static boolean compares(Filter.Comparison comparison, @Nullable Long value) {
    if (value == null) {
      return false;
    }
    int sign = value.compareTo((Long) comparison.value());
    return switch (comparison.comparator()) {
      case EQUALS -> sign == 0;
      case NOT_EQUALS -> sign != 0;
      case LT -> sign < 0;
      case LTE -> sign <= 0;
      case GT -> sign > 0;
      case GTE -> sign >= 0;
    };
  }
}
