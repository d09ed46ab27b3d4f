package dev.plinth;

import java.time.Duration;

/**
 * How often a call that certainly was not applied is tried again, within its deadline, and when the
 * circuit breaker opens.
 *
 * @param maxAttempts attempts in all, 1 (no retry) to 20
 * @param firstDelay before the second attempt; doubles from there, with jitter
 * @param maxDelay the longest delay
 * @param breakerFailures lost connections in a row after which calls fail at once, 1 to 10,000
 * @param breakerPause for how long
 */
public record RetryOptions(int maxAttempts, Duration firstDelay, Duration maxDelay,
    int breakerFailures,
    Duration breakerPause) {
  private static final RetryOptions DEFAULTS =
      new RetryOptions(6, Duration.ofMillis(10), Duration.ofSeconds(1), 20,
          Duration.ofSeconds(2));

  /** Refuses values out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public RetryOptions {
    Arguments.inRange("retry.maxAttempts", maxAttempts, 1, 20);
    Arguments.positive("retry.firstDelay", firstDelay);
    Arguments.positive("retry.maxDelay", maxDelay);
    Arguments.inRange("retry.breakerFailures", breakerFailures, 1, 10_000);
    Arguments.positive("retry.breakerPause", breakerPause);
  }

  /** 6 attempts from 10 ms to 1 s apart; the breaker opens for 2 s after 20 lost connections. */
  public static RetryOptions defaults() {
    return DEFAULTS;
  }

  /** No retry at all. */
  public static RetryOptions none() {
    return DEFAULTS.withMaxAttempts(1);
  }

  /** These options with another number of attempts. */
  public RetryOptions withMaxAttempts(int attempts) {
    return new RetryOptions(attempts, firstDelay, maxDelay, breakerFailures, breakerPause);
  }

  /** These options with another circuit breaker. */
  public RetryOptions withBreaker(int failures, Duration pause) {
    return new RetryOptions(maxAttempts, firstDelay, maxDelay, failures, pause);
  }
}
