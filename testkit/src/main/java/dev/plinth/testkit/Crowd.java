package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Update;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Far more callers than connections, each of which inserts, reads, changes and, now and then, holds a transaction. */
final class Crowd {
  private static final int ONE_IN = 10;

  private final DatabaseProvider database;
  private final boolean transactions;
  private final String table;
  private final AtomicLong longest = new AtomicLong();

  private Crowd(DatabaseProvider database, boolean transactions, String table) {
    this.database = database;
    this.transactions = transactions;
    this.table = table;
  }

  static Crowd of(DatabaseProvider database, boolean transactions) {
    return new Crowd(database, transactions, RoleConformance.notesIn(database));
  }

  /** Lets so many callers do their work; returns how long the longest of their calls took. */
  Duration run(int callers) {
    try (Callers all = Callers.start(callers, this::work)) {
      all.requireNoneFailed();
    }
    assertThat(await(database.count(table, field("score").eq(1)))).isEqualTo(callers);
    return Duration.ofNanos(longest.get());
  }

  private void work(int number) {
    Filter mine = field("id").eq(number);
    timed(database.insert(table, RoleConformance.scored(number, 0L)));
    assertThat(timed(database.findOne(Query.from(table).where(mine)))).isPresent();
    Update increment = Update.none().increment("score", 1);
    if (transactions && number % ONE_IN == 0) {
      timed(database.inTransaction(tx -> tx.findOne(Query.from(table).where(mine))
          .thenCompose(found -> tx.update(table, mine, increment))));
    } else {
      timed(database.update(table, mine, increment));
    }
  }

  private <T> T timed(CompletableFuture<T> call) {
    long before = System.nanoTime();
    T answer = await(call);
    longest.accumulateAndGet(System.nanoTime() - before, Math::max);
    return answer;
  }
}
