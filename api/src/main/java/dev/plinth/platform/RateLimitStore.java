package dev.plinth.platform;

import dev.plinth.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Counters that bound how much a subject may use.
 *
 * <p>A subject is any text of 1 to 255 characters that the application chooses, such as the id of an
 * API key. A counter belongs to a subject, the name of a rule and its window: a changed limit goes on
 * with the count, a changed window starts at zero. Rules come with every call and are not stored. The
 * clock is that of the calling process, so processes that share a database keep theirs in step.
 *
 * <p>A list of rules holds 1 to {@value RateLimitRule#MAX_RULES} with different names. What is out of
 * range fails with {@link ErrorCode#INVALID_ARGUMENT}.
 */
public interface RateLimitStore {
  /** Consumes 1; see {@link #consumeRateLimit(String, List, long)}. */
  default CompletableFuture<RateLimitDecision> consumeRateLimit(String subject,
      List<RateLimitRule> rules) {
    return consumeRateLimit(subject, rules, 1);
  }

  /**
   * Takes {@code cost} from the present window of every rule, or from none if one has no room for it.
   *
   * <p>This is one atomic step, also among processes: however many call at once, no window grants more
   * than its limit. The states in the answer are those of the very windows that were counted. A call
   * refused is not a failure: the future completes with a decision that is not allowed.
   *
   * <p>Inside a transaction the count is undone with it.
   *
   * @param cost 1 to the smallest limit of the rules: more could never be granted
   */
  CompletableFuture<RateLimitDecision> consumeRateLimit(String subject, List<RateLimitRule> rules,
      long cost);

  /** Tells what consuming 1 would answer now, and the present states, without consuming anything. */
  CompletableFuture<RateLimitDecision> peekRateLimit(String subject, List<RateLimitRule> rules);

  /**
   * Gives a subject {@code amount} more in the present window of one rule, also beyond its limit, as if so
   * much had not been consumed. The next window knows nothing of it.
   *
   * @param amount 1 to the limit of the rule
   */
  CompletableFuture<RateLimitState> grantRateLimit(String subject, RateLimitRule rule, long amount);

  /** Forgets all counts and grants of a subject. Completes with whether there were any. */
  CompletableFuture<Boolean> resetRateLimit(String subject);

  /**
   * Deletes the counters whose window ended before {@code before}, and so no longer count. Completes with how
   * many there were.
   *
   * @param before a moment in the future is taken for now
   */
  CompletableFuture<Long> deleteExpiredRateLimits(Instant before);
}
