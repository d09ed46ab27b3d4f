package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;

import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.support.platform.RateLimitTable;
import java.util.Optional;

/**
 * Adds to a counter unless it would pass a bound.
 *
 * <p>The statement that adds also tests, on the record as it is when its lock is held, so that no two
 * additions pass the bound together. Only where it finds nothing is the reason looked for.
 *
 * @param amount negative to take away
 */
record Addition(Counter counter, long amount) {
  private static final int ATTEMPTS = 4;
  private static final Update NOTHING = Update.none().increment(RateLimitTable.USED, 0L);

  /**
   * What became of it.
   *
   * @param used the count afterwards
   */
  record Outcome(Counter counter, boolean added, long used) {}

  Outcome apply(TableSession counters) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Row> updated = counters.updateReturning(counter.key().and(room()),
          Update.none().increment(RateLimitTable.USED, amount));
      if (updated.isPresent()) {
        return new Outcome(counter, true, used(updated.get()));
      }
      Optional<Row> present = present(counters, attempt);
      if (present.isPresent() && !fits(used(present.get()))) {
        return new Outcome(counter, false, used(present.get()));
      }
      if (present.isEmpty() && counters.insertIfAbsent(counter.row(amount))) {
        return new Outcome(counter, true, amount);
      }
    }
    throw Contention.of(RateLimitTable.NAME);
  }

  /**
   * The record. A plain read comes first, for it is cheap. In a transaction on a snapshot it may see less than
   * the update did and so explain nothing; an update of nothing then sees what is there, and keeps it.
   */
  private Optional<Row> present(TableSession counters, int attempt) {
    return attempt == 0
        ? counters.findOne(counter.key())
        : counters.updateReturning(counter.key(), NOTHING);
  }

  private Filter room() {
    return amount > 0
        ? field(RateLimitTable.USED).lte(most())
        : field(RateLimitTable.USED).gte(least());
  }

  private boolean fits(long used) {
    return amount > 0 ? used <= most() : used >= least();
  }

  private long most() {
    return counter.rule().limit() - amount;
  }

  private long least() {
    return -RateLimitTable.MAX_USED - amount;
  }

  private static long used(Row row) {
    return row.longValue(RateLimitTable.USED);
  }
}
