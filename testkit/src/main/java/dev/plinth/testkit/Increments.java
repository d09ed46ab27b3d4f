package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Update;
import java.util.concurrent.atomic.AtomicInteger;

/** Increments of one counter, and what is known of each. */
final class Increments {
  private static final Filter COUNTER = field("id").eq(1);

  private final DatabaseProvider database;
  private final String table;
  private final Tally tally = new Tally();

  private Increments(DatabaseProvider database, String table) {
    this.database = database;
    this.table = table;
  }

  /** A counter that stands at zero, in a table of its own. */
  static Increments of(DatabaseProvider database) {
    return new Increments(database,
        RoleConformance.notesIn(database, RoleConformance.scored(1, 0L)));
  }

  /** Increments it so many times, by so many callers. */
  void run(int callers, int times) {
    var left = new AtomicInteger(times);
    try (Callers all = Callers.start(callers, number -> {
      while (left.getAndDecrement() > 0) {
        incrementOnce();
      }
    })) {
      all.requireNoneFailed();
    }
  }

  void incrementOnce() {
    tally.count(database.update(table, COUNTER, Update.none().increment("score", 1)));
  }

  Tally tally() {
    return tally;
  }

  /** It stands at what was acknowledged, and may have gained from what is unknown. */
  void assertExact() {
    long counted = await(database.findOne(Query.from(table).where(COUNTER))).orElseThrow()
        .longValue("score");
    assertThat(counted).as(tally.toString()).isBetween(tally.applied(),
        tally.applied() + tally.unknown());
  }
}
