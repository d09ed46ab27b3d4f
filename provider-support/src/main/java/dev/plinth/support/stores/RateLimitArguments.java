package dev.plinth.support.stores;

import dev.plinth.platform.RateLimitRule;
import java.util.List;

/** What the calls of the rate limit store may be given. */
final class RateLimitArguments {
  private static final int MAX_SUBJECT = 255;

  private RateLimitArguments() {}

  static String subject(String subject) {
    return StoreArguments.text("subject", subject, 1, MAX_SUBJECT);
  }

  static List<RateLimitRule> rules(List<RateLimitRule> rules) {
    List<RateLimitRule> checked = RateLimitRule.checked(rules);
    if (checked.isEmpty()) {
      throw StoreArguments.invalid("rules must hold at least one; without a rule, do not ask");
    }
    return checked;
  }

  static long cost(long cost, List<RateLimitRule> rules) {
    long smallest = rules.stream().mapToLong(RateLimitRule::limit).min().orElseThrow();
    return StoreArguments.inRange("cost", cost, 1, smallest);
  }
}
