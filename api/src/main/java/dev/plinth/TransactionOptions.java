package dev.plinth;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction runs.
 *
 * @param isolation how much it sees of others
 * @param readOnly whether it may read alone
 * @param timeout after which it is rolled back; null for that of the provider's options
 * @param maxAttempts how often the work is run in all if it ends in a deadlock or a serialisation
 *     failure, 1 to 20; the work must then be repeatable
 */
public record TransactionOptions(Isolation isolation, boolean readOnly, @Nullable Duration timeout,
    int maxAttempts) {
  private static final TransactionOptions DEFAULTS =
      new TransactionOptions(Isolation.DEFAULT, false, null, 1);

  /** Refuses values out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public TransactionOptions {
    Objects.requireNonNull(isolation, "isolation");
    if (timeout != null) {
      Arguments.positive("timeout", timeout);
    }
    Arguments.inRange("maxAttempts", maxAttempts, 1, 20);
  }

  /** The backend's isolation, reads and writes, the provider's timeout, one attempt. */
  public static TransactionOptions defaults() {
    return DEFAULTS;
  }

  /** With another isolation. */
  public TransactionOptions withIsolation(Isolation level) {
    return new TransactionOptions(level, readOnly, timeout, maxAttempts);
  }

  /** For reads alone. */
  public TransactionOptions asReadOnly() {
    return new TransactionOptions(isolation, true, timeout, maxAttempts);
  }

  /** With another timeout. */
  public TransactionOptions withTimeout(Duration time) {
    return new TransactionOptions(isolation, readOnly, time, maxAttempts);
  }

  /** With the work run again after a deadlock or a serialisation failure. */
  public TransactionOptions withMaxAttempts(int attempts) {
    return new TransactionOptions(isolation, readOnly, timeout, attempts);
  }
}
