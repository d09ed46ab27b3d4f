package dev.plinth.platform;

import java.time.Instant;
import java.util.Objects;

/**
 * How far a rule is used up in its present window.
 *
 * @param used what was consumed; below zero after a grant of more than was consumed
 * @param startsAt the first moment of the window
 * @param resetsAt the first moment after it, when the count starts again at zero
 */
public record RateLimitState(RateLimitRule rule, long used, Instant startsAt, Instant resetsAt) {
  /** Cuts the instants to milliseconds. */
  public RateLimitState {
    Objects.requireNonNull(rule, "rule");
    startsAt = Arguments.millis("startsAt", startsAt);
    resetsAt = Arguments.millis("resetsAt", resetsAt);
    if (!startsAt.isBefore(resetsAt)) {
      throw Arguments.invalid("startsAt must lie before resetsAt");
    }
  }

  /** The state of {@code rule} in the window in which {@code moment} lies. */
  public static RateLimitState of(RateLimitRule rule, long used, Instant moment) {
    RateLimitWindow window = rule.window();
    return new RateLimitState(rule, used, window.startOf(moment), window.endOf(moment));
  }

  /** The limit of the rule. */
  public long limit() {
    return rule.limit();
  }

  /** What is left in this window, never below zero; above the limit after a grant. */
  public long remaining() {
    return Math.max(0, rule.limit() - used);
  }

  /** Whether {@code cost} is left. */
  public boolean allows(long cost) {
    return remaining() >= cost;
  }
}
