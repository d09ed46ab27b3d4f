package dev.plinth;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation that ended. Carries no values.
 *
 * @param backend the backend's name
 * @param operation the method that was called, for example {@code insert}
 * @param table the table it named; null where it named none
 * @param duration from the call to its end, waiting included
 * @param failure why it failed; null on success
 * @param attempts how often it was tried
 */
public record OperationEvent(String backend, String operation, @Nullable String table,
    Duration duration,
    @Nullable ErrorCode failure, int attempts) {
  /** The table, where the operation named one. */
  public Optional<String> tableName() {
    return Optional.ofNullable(table);
  }

  /** Why it failed, empty on success. */
  public Optional<ErrorCode> failureCode() {
    return Optional.ofNullable(failure);
  }
}
