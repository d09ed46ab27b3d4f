package dev.plinth.data;

import java.util.Objects;

/**
 * One part of an order. Nulls come first ascending and last descending.
 *
 * @param field the column
 * @param descending from the greatest to the least
 */
public record Order(String field, boolean descending) {
  /** Checks that the field is named. */
  public Order {
    Objects.requireNonNull(field, "field");
  }

  /** From the least to the greatest. */
  public static Order ascending(String field) {
    return new Order(field, false);
  }

  /** From the greatest to the least. */
  public static Order descending(String field) {
    return new Order(field, true);
  }
}
