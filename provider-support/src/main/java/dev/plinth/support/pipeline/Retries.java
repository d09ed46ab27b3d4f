package dev.plinth.support.pipeline;

import dev.plinth.DatabaseException;
import dev.plinth.RetryOptions;
import dev.plinth.support.engine.Call;
import io.github.resilience4j.core.IntervalFunction;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Which failed calls are tried again, and when: only what certainly was not applied. */
final class Retries {
  private final RetryOptions options;
  private volatile @Nullable IntervalFunction backoff;

  Retries(RetryOptions options) {
    this.options = options;
  }

  /** Nanoseconds to wait before the next attempt; negative where there is none. */
  long delay(Call<?> call, Throwable failure) {
    int attempts = call.attempts();
    if (attempts >= options.maxAttempts() || !wasNotApplied(failure)) {
      return -1;
    }
    long delay = TimeUnit.MILLISECONDS.toNanos(backoff().apply(Math.max(1, attempts)));
    return delay < call.remainingNanos() ? delay : -1;
  }

  /** Where an answer may have been lost, an engine says {@code OUTCOME_UNKNOWN}. */
  private static boolean wasNotApplied(Throwable failure) {
    return failure instanceof DatabaseException known && switch (known.code()) {
      case DEADLOCK, SERIALIZATION_FAILED, CONNECTION_FAILED -> true;
      default -> false;
    };
  }

  private IntervalFunction backoff() {
    IntervalFunction current = backoff;
    if (current == null) {
      current = IntervalFunction.ofExponentialRandomBackoff(options.firstDelay(), 2, 0.5,
          options.maxDelay());
      backoff = current;
    }
    return current;
  }
}
