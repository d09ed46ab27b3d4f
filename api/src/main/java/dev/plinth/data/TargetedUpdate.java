package dev.plinth.data;

import java.util.Objects;

/**
 * One update of a batch.
 *
 * @param where which records
 * @param update what changes
 */
public record TargetedUpdate(Filter where, Update update) {
  /** Checks that nothing is missing. */
  public TargetedUpdate {
    Objects.requireNonNull(where, "where");
    Objects.requireNonNull(update, "update");
  }
}
