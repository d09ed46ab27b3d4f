package dev.plinth.platform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a listing is wanted.
 *
 * @param limit most items of the page, 1 to 1,000
 * @param cursor the {@link Page#nextCursor()} of the page before, as it was given; null for the first page
 */
public record PageRequest(int limit, @Nullable String cursor) {
  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1_000;
  private static final int MAX_CURSOR = 4_096;

  /** Refuses a limit out of range with {@link dev.plinth.ErrorCode#INVALID_ARGUMENT}. */
  public PageRequest {
    Arguments.inRange("limit", limit, 1, MAX_LIMIT);
    cursor = Arguments.optionalText("cursor", cursor, MAX_CURSOR);
  }

  /** The first 100 items. */
  public static PageRequest first() {
    return first(DEFAULT_LIMIT);
  }

  /** The first {@code limit} items, 1 to 1,000. */
  public static PageRequest first(int limit) {
    return new PageRequest(limit, null);
  }

  /** As many items, after {@code nextCursor}. */
  public PageRequest after(String nextCursor) {
    return new PageRequest(limit, Objects.requireNonNull(nextCursor, "nextCursor"));
  }
}
