package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.platform.RateLimitTable.RESETS_AT;
import static dev.plinth.support.platform.RateLimitTable.RULE;
import static dev.plinth.support.platform.RateLimitTable.STARTS_AT;
import static dev.plinth.support.platform.RateLimitTable.SUBJECT;
import static dev.plinth.support.platform.RateLimitTable.USED;
import static dev.plinth.support.platform.RateLimitTable.WINDOW;

import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.RateLimitState;
import dev.plinth.platform.RateLimitWindow;
import java.time.Instant;

/** What one subject may use by one rule in one window. */
record Counter(String subject, RateLimitRule rule, Instant startsAt, Instant resetsAt) {
  /** The counter of the window in which a moment lies. */
  static Counter at(Instant moment, String subject, RateLimitRule rule) {
    return new Counter(subject, rule, rule.window().startOf(moment), rule.window().endOf(moment));
  }

  Filter key() {
    return Filter.and(field(SUBJECT).eq(subject), field(RULE).eq(rule.name()),
        field(WINDOW).eq(window()), field(STARTS_AT).eq(startsAt));
  }

  Row row(long used) {
    return Row.of(SUBJECT, subject, RULE, rule.name(), WINDOW, window(), STARTS_AT, startsAt,
        RESETS_AT, resetsAt, USED, used);
  }

  /** Whether a record is that of this counter. */
  boolean isIn(Row row) {
    return row.string(RULE).equals(rule.name()) && row.string(WINDOW).equals(window())
        && row.instant(STARTS_AT).equals(startsAt);
  }

  RateLimitState state(long used) {
    return new RateLimitState(rule, used, startsAt, resetsAt);
  }

  private String window() {
    RateLimitWindow window = rule.window();
    return window.length() + " " + window.unit().name();
  }
}
