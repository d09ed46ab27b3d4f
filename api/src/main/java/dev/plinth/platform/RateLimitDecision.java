package dev.plinth.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Whether a call may go on, and what to tell the caller.
 *
 * @param allowed whether every window had room for the cost
 * @param decisive the window to tell the caller about: if allowed, the one with the least remaining; if
 *     not, of those without room the one that resets last
 * @param windows the state of every rule after the decision, in the order of the rules
 * @param retryAfter zero if allowed; else how long until every window without room has been reset
 */
public record RateLimitDecision(boolean allowed, RateLimitState decisive,
    List<RateLimitState> windows, Duration retryAfter) {
  private static final Comparator<RateLimitState> BY_RESET =
      Comparator.comparing(RateLimitState::resetsAt);
  private static final Comparator<RateLimitState> BY_REMAINING = Comparator
      .comparingLong(RateLimitState::remaining).thenComparing(BY_RESET.reversed());

  /** Copies the list. */
  public RateLimitDecision {
    windows = List.copyOf(windows);
    if (!windows.contains(Objects.requireNonNull(decisive, "decisive"))) {
      throw Arguments.invalid("decisive must be one of windows");
    }
    if (retryAfter.isNegative() || (allowed && !retryAfter.isZero())) {
      throw Arguments.invalid("retryAfter must be zero if allowed, and never negative");
    }
  }

  /** The decision after every window has taken the cost. */
  public static RateLimitDecision granted(List<RateLimitState> windows) {
    RateLimitState tightest =
        windows.stream().min(BY_REMAINING).orElseThrow(RateLimitDecision::noWindows);
    return new RateLimitDecision(true, tightest, windows, Duration.ZERO);
  }

  /**
   * The decision where at least one of {@code windows} has no room for {@code cost}, and none took it.
   */
  public static RateLimitDecision refused(List<RateLimitState> windows, long cost, Instant now) {
    RateLimitState violated = windows.stream().filter(window -> !window.allows(cost)).max(BY_RESET)
        .orElseThrow(RateLimitDecision::noWindows);
    Duration wait = Duration.between(now.truncatedTo(ChronoUnit.MILLIS), violated.resetsAt());
    return new RateLimitDecision(false, violated, windows,
        wait.isNegative() ? Duration.ZERO : wait);
  }

  /** The limit of the decisive window. */
  public long limit() {
    return decisive.limit();
  }

  /** What is left in the decisive window, never below zero. */
  public long remaining() {
    return decisive.remaining();
  }

  /** When the decisive window starts again at zero. */
  public Instant resetsAt() {
    return decisive.resetsAt();
  }

  private static RuntimeException noWindows() {
    return Arguments.invalid("windows must hold the one that decided");
  }
}
