package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Limits;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Any number of rows, as fast as they are asked for. */
abstract class StreamConformance extends RoleConformance {
  StreamConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void bringsEveryRowInOrder() {
    String table = notes(5_000);
    assertThat(idsOf(Collector.all(database().findStream(Query.from(table).orderBy("id")))))
        .isEqualTo(LongStream.rangeClosed(1, 5_000).boxed().toList());
  }

  @Test
  void endsAtOnceWhereThereIsNothing() {
    assertThat(Collector.all(database().findStream(Query.from(notes())))).isEmpty();
  }

  @Test
  void isNotBoundedByTheLimitsOfItsView() {
    String table = notes(50);
    DatabaseProvider view = database().withLimits(new Limits(5, 1024));
    assertThat(Collector.all(view.findStream(Query.from(table)))).hasSize(50);
  }

  @Test
  void keepsToFilterLimitOffsetAndSelectionOfItsQuery() {
    Query query = Query.from(notes(20)).where(field("id").gt(5)).orderByDescending("id").offset(2)
        .limit(3).select("id");
    assertThat(Collector.all(database().findStream(query))).containsExactly(Row.of("id", 18),
        Row.of("id", 17), Row.of("id", 16));
  }

  @Test
  void bringsNoMoreThanAskedFor() {
    String table = notes(100);
    Collector collector =
        Collector.subscribe(database().findStream(Query.from(table).orderBy("id")));
    collector.request(2).awaitRows(2).request(3).awaitRows(5);
    assertThat(idsOf(collector.rows())).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(collector.end().isDone()).isFalse();
    collector.request(95).awaitRows(100);
    await(collector.end());
    assertThat(collector.rows()).hasSize(100);
  }

  @Test
  void bringsNothingUnasked() {
    String table = notes(3);
    Collector collector = Collector.subscribe(database().findStream(Query.from(table)));
    assertThat(collector.rows()).isEmpty();
    collector.request(1).awaitRows(1);
    assertThat(collector.rows()).hasSize(1);
    collector.cancel();
  }

  @Test
  void takesRowsOneByOne() {
    String table = notes(200);
    Collector collector = Collector.subscribe(
        database().findStream(Query.from(table).orderBy("id")), one -> one.request(1));
    await(collector.request(1).end());
    assertThat(idsOf(collector.rows())).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
  }

  @Test
  void isColdAndRunsAnewForEachSubscriber() {
    String table = notes(note(1, "a"));
    Flow.Publisher<Row> publisher = database().findStream(Query.from(table));
    await(database().insert(table, note(2, "b")));
    assertThat(Collector.all(publisher)).hasSize(2);
    await(database().insert(table, note(3, "c")));
    assertThat(Collector.all(publisher)).hasSize(3);
  }

  @Test
  void endsWhereItIsCancelled() {
    String table = notes(5_000);
    Collector collector = Collector.subscribe(database().findStream(Query.from(table)),
        Collector::cancel);
    collector.request(1).awaitRows(1);
    assertReleased(table);
    assertThat(collector.rows()).hasSize(1);
    assertThat(collector.end().isDone()).isFalse();
  }

  @Test
  void releasesItsConnectionHoweverItEnds() {
    try (DatabaseProvider own =
        bed().open(bed().options().withPool(bed().options().pool().withMaxSize(1)))) {
      String table = notesIn(own);
      await(own.insertAll(table, manyNotes(500)));
      for (int i = 0; i < 10; i++) {
        assertThat(Collector.all(own.findStream(Query.from(table)))).hasSize(500);
        Collector.subscribe(own.findStream(Query.from(table))).request(1).awaitRows(1).cancel();
        assertFails(ErrorCode.INVALID_ARGUMENT, Collector
            .subscribe(own.findStream(Query.from(table).orderBy("titel"))).request(1).end());
      }
      assertThat(await(own.count(table, Filter.all()))).isEqualTo(500);
      assertThat(await(own.update(table, Filter.all(), dev.plinth.data.Update.of("score", 0))))
          .isEqualTo(500);
    }
  }

  @Test
  void endsWhereNobodyAsksForItsIdleTime() {
    try (DatabaseProvider own = bed().open(bed().options().toBuilder()
        .streamIdleTimeout(Duration.ofMillis(200)).build())) {
      String table = notesIn(own);
      await(own.insertAll(table, manyNotes(2_000)));
      Collector collector = Collector.subscribe(own.findStream(Query.from(table)));
      collector.request(1).awaitRows(1);
      assertFails(ErrorCode.TIMEOUT, collector.end());
      assertThat(collector.rows()).hasSize(1);
      assertThat(await(own.count(table, Filter.all()))).isEqualTo(2_000);
    }
  }

  @Test
  void tellsFailuresToItsSubscriber() {
    assertFails(ErrorCode.NOT_FOUND, end(database(), Query.from(TestBed.newName("missing"))));
    assertFails(ErrorCode.INVALID_ARGUMENT,
        end(database(), Query.from(notes()).where(field("titel").eq("a"))));
    String denied = notes();
    assertFails(ErrorCode.ACCESS_DENIED, end(
        database().withAccess(AccessPolicy.unrestricted().denyingTables(Set.of(denied))),
        Query.from(denied)));
  }

  @Test
  void refusesADemandBelowOne() {
    Collector collector = Collector.subscribe(database().findStream(Query.from(notes(5))));
    // By the letter of Flow.Subscription, and not the library's own exception.
    assertThat(failureOf(collector.request(0).end())).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesACursor() {
    String table = notes(3);
    Query query = Query.from(table).limit(1);
    assertFails(ErrorCode.INVALID_ARGUMENT,
        end(database(), query.after(await(database().find(query)).nextCursor())));
  }

  @Test
  void refusesNoSubscriberAtOnce() throws ReflectiveOperationException {
    Flow.Publisher<Row> publisher = database().findStream(Query.from(notes()));
    Method subscribe = Flow.Publisher.class.getMethod("subscribe", Flow.Subscriber.class);
    assertThatNullPointerException().isThrownBy(() -> NullArguments.invoke(publisher, subscribe,
        new Object[1]));
  }

  @Test
  void servesManySubscribersInTurn() {
    String table = notes(300);
    Flow.Publisher<Row> publisher = database().findStream(Query.from(table));
    var collectors = java.util.stream.IntStream.range(0, 12)
        .mapToObj(i -> Collector.subscribe(publisher).request(Long.MAX_VALUE)).toList();
    for (Collector collector : collectors) {
      await(collector.end());
      assertThat(collector.rows()).hasSize(300);
    }
  }

  private static java.util.concurrent.CompletableFuture<?> end(DatabaseProvider database,
      Query query) {
    return Collector.subscribe(database.findStream(query)).request(1).end();
  }

  private void assertReleased(String table) {
    assertThat(await(database().update(table, field("id").eq(1),
        dev.plinth.data.Update.of("score", 0)))).isEqualTo(1);
  }
}
