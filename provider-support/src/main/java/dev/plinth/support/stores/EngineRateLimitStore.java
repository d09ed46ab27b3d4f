package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static java.util.Objects.requireNonNull;

import dev.plinth.platform.RateLimitDecision;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.RateLimitState;
import dev.plinth.platform.RateLimitStore;
import dev.plinth.support.platform.RateLimitTable;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The rate limits over an engine. */
public interface EngineRateLimitStore extends RateLimitStore, StoreHost {
  @Override
  default CompletableFuture<RateLimitDecision> consumeRateLimit(String subject,
      List<RateLimitRule> rules, long cost) {
    requireNonNull(subject, "subject");
    requireNonNull(rules, "rules");
    return rules.size() == 1
        ? limitCalls().write("consumeRateLimit",
            () -> new Consumption(stores(), subject, rules, cost)::consume)
        : limitCalls().unit("consumeRateLimit",
            () -> new Consumption(stores(), subject, rules, cost)::consume);
  }

  @Override
  default CompletableFuture<RateLimitDecision> peekRateLimit(String subject,
      List<RateLimitRule> rules) {
    requireNonNull(subject, "subject");
    requireNonNull(rules, "rules");
    return limitCalls().read("peekRateLimit",
        () -> new Consumption(stores(), subject, rules, 1)::peek);
  }

  @Override
  default CompletableFuture<RateLimitState> grantRateLimit(String subject, RateLimitRule rule,
      long amount) {
    requireNonNull(subject, "subject");
    requireNonNull(rule, "rule");
    return limitCalls().write("grantRateLimit", () -> new Grant(stores(), subject, rule, amount));
  }

  @Override
  default CompletableFuture<Boolean> resetRateLimit(String subject) {
    requireNonNull(subject, "subject");
    return limitCalls().write("resetRateLimit", () -> {
      var counted = field(RateLimitTable.SUBJECT).eq(RateLimitArguments.subject(subject));
      return counters -> counters.delete(counted) > 0;
    });
  }

  @Override
  default CompletableFuture<Long> deleteExpiredRateLimits(Instant before) {
    requireNonNull(before, "before");
    return limitCalls().write("deleteExpiredRateLimits",
        () -> Expiry.delete(stores(), RateLimitTable.RESETS_AT, before));
  }

  private StoreCalls limitCalls() {
    return new StoreCalls(this, RateLimitTable.NAME);
  }
}
