package dev.plinth.support.pooled;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One order of records for all writes, so that two of them take their locks in the same one. */
final class KeyOrder {
  static final Comparator<Member> BY_KEY = (one, other) -> compare(one.key(), other.key());

  private KeyOrder() {}

  @SuppressWarnings("unchecked") // both are of the same class
  private static int compare(@Nullable Object one, @Nullable Object other) {
    if (one instanceof List<?> some && other instanceof List<?> others) {
      for (int i = 0; i < Math.min(some.size(), others.size()); i++) {
        int order = compare(some.get(i), others.get(i));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    }
    return one instanceof Comparable<?> && other != null && one.getClass() == other.getClass()
        ? ((Comparable<Object>) one).compareTo(other)
        : 0;
  }
}
