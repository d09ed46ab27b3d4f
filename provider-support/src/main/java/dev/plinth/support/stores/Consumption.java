package dev.plinth.support.stores;

import dev.plinth.Limits;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.platform.RateLimitDecision;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.RateLimitState;
import dev.plinth.support.platform.RateLimitTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes a cost from the present window of every rule, or from none.
 *
 * <p>The counters are locked in one order, that of the rules' names, so that two calls never wait for each
 * other. Where one has no room, those before it give back what they took while their locks are still
 * held: nobody else sees it, and an enclosing transaction is not harmed by a refusal.
 */
final class Consumption {
  private static final Comparator<RateLimitRule> LOCK_ORDER =
      Comparator.comparing(RateLimitRule::name);

  private final StoreContext context;
  private final String subject;
  private final List<RateLimitRule> rules;
  private final long cost;

  Consumption(StoreContext context, String subject, List<RateLimitRule> rules, long cost) {
    this.context = context;
    this.subject = RateLimitArguments.subject(subject);
    this.rules = RateLimitArguments.rules(rules);
    this.cost = RateLimitArguments.cost(cost, this.rules);
  }

  /** The moment is that of the attempt: a call that waited belongs to the window in which it is carried out. */
  RateLimitDecision consume(TableSession counters) {
    Instant now = context.now();
    Map<RateLimitRule, RateLimitState> states = new HashMap<>();
    var taken = new ArrayList<Counter>();
    for (RateLimitRule rule : rules.stream().sorted(LOCK_ORDER).toList()) {
      Counter counter = Counter.at(now, subject, rule);
      Addition.Outcome outcome = new Addition(counter, cost).apply(counters);
      states.put(rule, counter.state(outcome.used()));
      if (!outcome.added()) {
        giveBack(counters, taken, states);
        return RateLimitDecision.refused(inOrder(counters, states, now), cost, now);
      }
      taken.add(counter);
    }
    return RateLimitDecision.granted(inOrder(counters, states, now));
  }

  /** What consuming would answer, from one read. */
  RateLimitDecision peek(TableSession counters) {
    Instant now = context.now();
    List<RateLimitState> states = inOrder(counters, new HashMap<>(), now);
    return states.stream().allMatch(state -> state.allows(cost))
        ? RateLimitDecision.granted(states)
        : RateLimitDecision.refused(states, cost, now);
  }

  private void giveBack(TableSession counters, List<Counter> taken,
      Map<RateLimitRule, RateLimitState> states) {
    for (Counter counter : taken) {
      counters.update(counter.key(), Update.none().decrement(RateLimitTable.USED, cost));
      states.computeIfPresent(counter.rule(),
          (rule, state) -> counter.state(state.used() - cost));
    }
  }

  /** The states of all rules: those that are known, and the others as they are stored. */
  private List<RateLimitState> inOrder(TableSession counters,
      Map<RateLimitRule, RateLimitState> known, Instant now) {
    List<Counter> others = rules.stream().filter(rule -> !known.containsKey(rule))
        .map(rule -> Counter.at(now, subject, rule)).toList();
    if (!others.isEmpty()) {
      read(counters, others).forEach(state -> known.put(state.rule(), state));
    }
    return rules.stream().map(known::get).toList();
  }

  private static List<RateLimitState> read(TableSession counters, List<Counter> wanted) {
    Filter any = new Filter.Or(wanted.stream().map(Counter::key).toList());
    List<Row> rows =
        counters.find(Query.from(RateLimitTable.NAME).where(any), Limits.defaults()).rows();
    return wanted.stream().map(counter -> counter.state(rows.stream().filter(counter::isIn)
        .mapToLong(row -> row.longValue(RateLimitTable.USED)).findFirst().orElse(0))).toList();
  }
}
