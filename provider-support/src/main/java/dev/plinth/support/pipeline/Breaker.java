package dev.plinth.support.pipeline;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.RetryOptions;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls fail at once while the server cannot be reached. There is no breaker until a connection
 * fails, so that calls of a healthy database pay nothing for it.
 */
final class Breaker {
  private final RetryOptions options;
  private volatile @Nullable CircuitBreaker breaker;

  Breaker(RetryOptions options) {
    this.options = options;
  }

  /** Whether a call may try; counts it. */
  boolean allows() {
    CircuitBreaker current = breaker;
    return current == null || current.tryAcquirePermission();
  }

  void succeeded() {
    CircuitBreaker current = breaker;
    if (current != null) {
      current.onSuccess(0, TimeUnit.NANOSECONDS);
      if (current.getState() == CircuitBreaker.State.CLOSED) {
        breaker = null;
      }
    }
  }

  void failed(Throwable failure) {
    if (failure instanceof DatabaseException known && known.code() == ErrorCode.CONNECTION_FAILED) {
      active().onError(0, TimeUnit.NANOSECONDS, known);
    } else {
      // Any other failure is an answer: the server is there.
      succeeded();
    }
  }

  static DatabaseException open() {
    return new DatabaseException(ErrorCode.OVERLOADED,
        "the server could not be reached several times in a row, so calls "
            + "fail at once for a while; nothing was applied");
  }

  private synchronized CircuitBreaker active() {
    CircuitBreaker current = breaker;
    if (current == null) {
      current = CircuitBreaker.of("plinth",
          CircuitBreakerConfig.custom().slidingWindowSize(options.breakerFailures())
              .minimumNumberOfCalls(options.breakerFailures()).failureRateThreshold(100)
              .waitDurationInOpenState(options.breakerPause())
              .permittedNumberOfCallsInHalfOpenState(1).build());
      breaker = current;
    }
    return current;
  }
}
