package dev.plinth.testkit;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** How many writes were acknowledged, how many may have been applied, and how many certainly were not. */
final class Tally {
  /** What is known of a write when its call has ended. */
  enum Known {
    APPLIED,
    UNKNOWN,
    NOT_APPLIED
  }

  private final AtomicLong applied = new AtomicLong();
  private final AtomicLong unknown = new AtomicLong();
  private final AtomicLong notApplied = new AtomicLong();

  /** Waits for a write. It must succeed, or fail with a code that says whether it may have been applied. */
  Known count(CompletableFuture<?> write) {
    Throwable failure = Outcomes.failureOf(write);
    if (failure == null) {
      applied.incrementAndGet();
      return Known.APPLIED;
    }
    if (!(failure instanceof DatabaseException known)) {
      throw new AssertionError("a call failed without a code: " + failure, failure);
    }
    SecretCanary.assertClean(known);
    if (known.code() == ErrorCode.OUTCOME_UNKNOWN) {
      unknown.incrementAndGet();
      return Known.UNKNOWN;
    }
    if (!known.retryable()) {
      throw new AssertionError(
          "a call failed with a code that does not say whether it was applied: "
              + known,
          known);
    }
    notApplied.incrementAndGet();
    return Known.NOT_APPLIED;
  }

  long applied() {
    return applied.get();
  }

  long unknown() {
    return unknown.get();
  }

  long failed() {
    return unknown.get() + notApplied.get();
  }

  @Override
  public String toString() {
    return applied + " acknowledged, " + unknown + " unknown, " + notApplied + " not applied";
  }
}
