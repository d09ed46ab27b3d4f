package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Filter;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The futures that come back, and where their continuations run. */
abstract class FutureConformance extends RoleConformance {
  FutureConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void failWithTheExceptionItself() {
    var seen = new AtomicReference<Throwable>();
    CompletableFuture<Row> call = database().insert(TestBed.newName("missing"), note(1, "a"));
    await(call.handle((key, failure) -> {
      seen.set(failure);
      return "handled";
    }));
    assertThat(seen.get()).isInstanceOf(DatabaseException.class);
    assertThat(call).isCompletedExceptionally();
    Assertions.assertThatThrownBy(call::join).isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(DatabaseException.class);
  }

  @Test
  void continueOnTheExecutorOfTheOptions() {
    try (ExecutorService executor =
        Executors.newCachedThreadPool(task -> new Thread(task, "continuation"));
        DatabaseProvider own =
            bed().open(bed().options().toBuilder().executor(executor).build())) {
      String table = notesIn(own);
      var threads = new ConcurrentLinkedQueue<String>();
      List<CompletableFuture<?>> calls = new ArrayList<>();
      for (int id = 0; id < 100; id++) {
        // Which of both is refused is open: calls in flight together have no order.
        calls.add(own.insert(table, note(id, "a"))
            .handle((key, failure) -> threads.add(Thread.currentThread().getName())));
        calls.add(own.insert(table, note(id, "again"))
            .handle((key, failure) -> threads.add(Thread.currentThread().getName())));
      }
      calls.forEach(Outcomes::failureOf);
      // A call that has ended when its continuation is added continues on the adding thread.
      assertThat(threads).hasSize(200).containsAnyOf("continuation")
          .allMatch(name -> name.equals("continuation")
              || name.equals(Thread.currentThread().getName()));
    }
  }

  @Test
  void continueAlsoWhereTheExecutorRefuses() {
    var options = bed().options().toBuilder().executor(task -> {
      throw new RejectedExecutionException();
    }).build();
    try (DatabaseProvider own = bed().open(options)) {
      String table = notesIn(own);
      List<CompletableFuture<Long>> calls = new ArrayList<>();
      for (int id = 0; id < 100; id++) {
        calls.add(own.insert(table, note(id, "a"))
            .thenCompose(key -> own.count(table, Filter.all())));
      }
      assertThat(calls).allSatisfy(call -> assertThat(await(call)).isPositive());
    }
  }

  @Test
  void mayBeWaitedForInAContinuation() {
    try (DatabaseProvider own =
        bed().open(bed().options().withPool(bed().options().pool().withMaxSize(1)))) {
      String table = notesIn(own);
      List<CompletableFuture<Long>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int id = i;
        calls.add(own.insert(table, note(id, "a"))
            .thenApply(key -> own.insert(table, note(id + 1_000, "b")).join())
            .thenApply(key -> own.count(table, field("id").eq(id)).join()));
      }
      assertThat(calls).allSatisfy(call -> assertThat(await(call)).isEqualTo(1));
      assertThat(await(own.count(table, Filter.all()))).isEqualTo(200);
    }
  }

  @Test
  void stallNobodyWithASlowContinuation() {
    String table = notes();
    long test = Thread.currentThread().threadId();
    var release = new CountDownLatch(1);
    List<CompletableFuture<Boolean>> slow = new ArrayList<>();
    for (int id = 0; id < 20; id++) {
      // A call that has ended by now continues here, which proves nothing and must not wait.
      slow.add(database().insert(table, note(id, "a"))
          .thenApply(key -> Thread.currentThread().threadId() == test || waitFor(release)));
    }
    for (int id = 100; id < 150; id++) {
      await(database().insert(table, note(id, "b")));
    }
    release.countDown();
    assertThat(slow).allSatisfy(call -> assertThat(await(call)).isTrue());
    assertThat(await(database().count(table, Filter.all()))).isEqualTo(70);
  }

  @Test
  void areNotEndedByCancellingADerivedStage() {
    String table = notes();
    CompletableFuture<Row> call = database().insert(table, note(1, "a"));
    CompletableFuture<String> derived = call.thenApply(key -> "done");
    derived.cancel(true);
    assertThat(await(call)).isEqualTo(Row.of("id", 1));
    assertThat(allIds(table)).containsExactly(1L);
  }

  @Test
  void showTheWriteToEveryLaterCall() {
    String table = notes(scored(1, 0L));
    DatabaseProvider reader = database().readOnly();
    for (long i = 1; i <= 200; i++) {
      await(database().update(table, field("id").eq(1), Update.of("score", i)));
      Row read = await(reader.findOne(Query.from(table).where(field("id").eq(1)))).orElseThrow();
      assertThat(read.longValue("score")).isEqualTo(i);
    }
  }

  @Test
  void showTheWriteToCallsMadeInItsContinuation() {
    String table = notes();
    List<CompletableFuture<Boolean>> seen = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Filter it = field("id").eq(i);
      seen.add(database().insert(table, note(i, "a"))
          .thenCompose(key -> database().exists(table, it)));
    }
    assertThat(seen).allSatisfy(exists -> assertThat(await(exists)).isTrue());
  }

  @Test
  void failOnceForOneFailure() {
    String table = notes(note(1, "a"));
    CompletableFuture<Row> call = database().insert(table, note(1, "b"));
    assertThat(failureOf(call)).isSameAs(failureOf(call));
    assertThat(call.isDone()).isTrue();
    assertThat(call.isCancelled()).isFalse();
  }

  private static boolean waitFor(CountDownLatch latch) {
    try {
      return latch.await(Outcomes.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
