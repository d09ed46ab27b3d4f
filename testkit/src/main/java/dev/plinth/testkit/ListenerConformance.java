package dev.plinth.testkit;

import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.OperationEvent;
import dev.plinth.data.Filter;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a listener is told. */
abstract class ListenerConformance extends RoleConformance {
  ListenerConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void isToldOfEveryOperationOnce() {
    Queue<OperationEvent> events = new ConcurrentLinkedQueue<>();
    try (DatabaseProvider own = bed().open(bed().options().withListener(events::add))) {
      String table = notesIn(own);
      await(own.insert(table, note(1, "a")));
      assertFails(ErrorCode.UNIQUE_VIOLATION, own.insert(table, note(1, "b")));
      await(own.count(table, Filter.all()));
      Awaitility.await().until(() -> of(events, "count").size() == 1);
      assertThat(of(events, "insert")).hasSize(2).allSatisfy(event -> {
        assertThat(event.backend()).isEqualTo(own.info().backend());
        assertThat(event.tableName()).contains(table);
        assertThat(event.duration()).isPositive();
        assertThat(event.attempts()).isEqualTo(1);
      });
      assertThat(of(events, "insert").stream().map(OperationEvent::failureCode)
          .flatMap(java.util.Optional::stream)).containsExactly(ErrorCode.UNIQUE_VIOLATION);
      assertThat(of(events, "count").get(0).failureCode()).isEmpty();
    }
  }

  @Test
  void disturbsNobodyWhereItThrows() {
    try (DatabaseProvider own = bed().open(bed().options().withListener(event -> {
      throw new IllegalStateException("a listener that throws");
    }))) {
      String table = notesIn(own);
      await(own.insert(table, note(1, "a")));
      assertThat(await(own.count(table, Filter.all()))).isEqualTo(1);
    }
  }

  @Test
  void disturbsNobodyWhereItFailsWithAnError() {
    Queue<OperationEvent> events = new ConcurrentLinkedQueue<>();
    var options = bed().options().withListener(event -> {
      throw new AssertionError("a listener that fails");
    }).withListener(events::add);
    try (DatabaseProvider own = bed().open(options)) {
      String table = notesIn(own);
      await(own.insert(table, note(1, "a")));
      Awaitility.await().until(() -> of(events, "insert").size() == 1);
    }
  }

  @Test
  void disturbsNobodyWhereItBlocks() {
    var release = new CountDownLatch(1);
    try (DatabaseProvider own = bed().open(bed().options().withListener(event -> {
      try {
        release.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }))) {
      String table = notesIn(own);
      for (int id = 0; id < 100; id++) {
        await(own.insert(table, note(id, "a")));
      }
      assertThat(await(own.count(table, Filter.all()))).isEqualTo(100);
    } finally {
      release.countDown();
    }
  }

  private static List<OperationEvent> of(Queue<OperationEvent> events, String operation) {
    return events.stream().filter(event -> event.operation().equals(operation)).toList();
  }
}
