package dev.plinth.platform;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a listing.
 *
 * @param items what was found, in the order of the listing; at most as many as were asked for
 * @param nextCursor where the listing goes on; present exactly when at least one more item existed
 */
public record Page<T>(List<T> items, Optional<String> nextCursor) {
  /** Copies the list. */
  public Page {
    items = List.copyOf(items);
    Objects.requireNonNull(nextCursor, "nextCursor");
  }

  /** A page after which nothing comes. */
  public static <T> Page<T> last(List<T> items) {
    return new Page<>(items, Optional.empty());
  }

  /** Whether at least one more item existed. */
  public boolean hasNext() {
    return nextCursor.isPresent();
  }

  /** This page with each item converted. */
  public <R> Page<R> map(Function<? super T, ? extends R> conversion) {
    Objects.requireNonNull(conversion, "conversion");
    return new Page<>(items.stream().<R>map(conversion).toList(), nextCursor);
  }
}
