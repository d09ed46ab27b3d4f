package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.testkit.Tally.Known;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.awaitility.Awaitility;

/** Callers that insert and increment until it is closed, and then the proof that nothing was lost or doubled. */
final class Load implements AutoCloseable {
  private static final int PROGRESS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration OUTAGE = Duration.ofSeconds(1);

  private final DatabaseProvider database;
  private final String table;
  private final Increments increments;
  private final Tally inserts = new Tally();
  private final Map<Long, Known> records = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();
  private final AtomicLongArray successes;
  private final Callers callers;
  private volatile boolean over;

  private Load(DatabaseProvider database, int count) {
    this.database = database;
    this.table = RoleConformance.notesIn(database);
    this.increments = Increments.of(database);
    this.successes = new AtomicLongArray(count);
    this.callers = Callers.start(count, this::work);
  }

  static Load start(DatabaseProvider database, int callers) {
    return new Load(database, callers);
  }

  /** Until much has been acknowledged. */
  void awaitProgress() {
    Awaitility.await().atMost(PATIENCE).until(() -> {
      callers.requireNoneFailed();
      return inserts.applied() > PROGRESS;
    });
  }

  /** Until a call has failed; where none does, all wait, which they may do too. */
  void awaitFailureOrWaiting() {
    long before = System.nanoTime();
    long failed = inserts.failed();
    Awaitility.await().until(() -> inserts.failed() > failed
        || System.nanoTime() - before > OUTAGE.toNanos());
  }

  /** Until a call of each caller has been acknowledged, counted from now. */
  void awaitEveryCaller(Duration bound) {
    long[] before = new long[successes.length()];
    for (int i = 0; i < before.length; i++) {
      before[i] = successes.get(i);
    }
    Awaitility.await().atMost(bound).until(() -> {
      callers.requireNoneFailed();
      for (int i = 0; i < before.length; i++) {
        if (successes.get(i) <= before[i]) {
          return false;
        }
      }
      return true;
    });
  }

  @Override
  public void close() {
    over = true;
    callers.close();
    increments.assertExact();
    assertRecordsAreWhatIsKnown();
  }

  private void work(int number) {
    while (!over) {
      long id = ids.incrementAndGet();
      Known known = inserts.count(database.insert(table, RoleConformance.note(id, "of " + number)));
      records.put(id, known);
      if (known == Known.APPLIED) {
        successes.incrementAndGet(number);
      }
      increments.incrementOnce();
    }
  }

  private void assertRecordsAreWhatIsKnown() {
    Set<Long> stored = new HashSet<>();
    Collector.all(database.findStream(Query.from(table).select("id")))
        .forEach(row -> stored.add(row.longValue("id")));
    assertThat(with(Known.APPLIED)).as("acknowledged records that are lost")
        .isSubsetOf(stored);
    assertThat(with(Known.NOT_APPLIED)).as("records stored though they were said not to be")
        .doesNotContainAnyElementsOf(stored.isEmpty() ? Set.of(-1L) : stored);
    assertThat(await(database.count(table, Filter.all())))
        .as("records in all").isEqualTo(stored.size());
  }

  private Set<Long> with(Known known) {
    Set<Long> found = new HashSet<>();
    records.forEach((id, each) -> {
      if (each == known) {
        found.add(id);
      }
    });
    return found;
  }
}
