package dev.plinth.support.stores;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.RateLimitState;

/** Gives a subject more in the present window of one rule. */
final class Grant implements TableWork<RateLimitState> {
  private final StoreContext context;
  private final String subject;
  private final RateLimitRule rule;
  private final long amount;

  Grant(StoreContext context, String subject, RateLimitRule rule, long amount) {
    this.context = context;
    this.subject = RateLimitArguments.subject(subject);
    this.rule = rule;
    this.amount = StoreArguments.inRange("amount", amount, 1, rule.limit());
  }

  @Override
  public RateLimitState run(TableSession counters) {
    Counter counter = Counter.at(context.now(), subject, rule);
    Addition.Outcome outcome = new Addition(counter, -amount).apply(counters);
    if (!outcome.added()) {
      throw new DatabaseException(ErrorCode.VALUE_OUT_OF_RANGE,
          "the subject was granted more in this window than a counter holds");
    }
    return counter.state(outcome.used());
  }
}
