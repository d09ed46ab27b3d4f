package dev.plinth.support.pooled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CoalescingTest extends PooledTest {
  private CompletableFuture<Void> readLaneBusy() {
    CompletableFuture<Void> goOn = holding("findOne", 1);
    read(-1);
    awaitStatements(1);
    return goOn;
  }

  private CompletableFuture<Void> writeLaneBusy() {
    CompletableFuture<Void> goOn = holding("insert 1", 1);
    insert(-1);
    awaitStatements(1);
    return goOn;
  }

  @Test
  void sendsOneCallAtOnceAndAsItIs() {
    stored(1);
    assertThat(read(1).value().orElseThrow().longValue("id")).isEqualTo(1);
    assertThat(server.statements()).containsExactly("findOne 1");
  }

  @Test
  void readsWhatWaitsInOneRoundTrip() {
    stored(1, 2);
    CompletableFuture<Void> goOn = readLaneBusy();
    List<Sent<Optional<Row>>> sent = LongStream.of(1, 2, 3, 1, 2).mapToObj(this::read).toList();
    goOn.complete(null);
    assertThat(sent.stream().map(call -> call.value().map(row -> row.longValue("id")).orElse(0L)))
        .containsExactly(1L, 2L, 0L, 1L, 2L);
    assertThat(server.statements()).containsExactly("findOne 1", "findByKeys 5");
  }

  @Test
  void sendsASecondCallAtOnceWhereThereIsASecondLane() {
    PooledEngine two = engine(Batching.defaults());
    CompletableFuture<Void> goOn = holding("findOne", 2);
    List<Sent<Optional<Row>>> sent = LongStream.of(1, 2).mapToObj(this::reading).toList();
    two.submit(sent.get(0).call);
    awaitStatements(1);
    two.submit(sent.get(1).call);
    awaitStatements(2);
    goOn.complete(null);
    sent.forEach(Sent::value);
    two.closeAsync().join();
  }

  @Test
  void neverJoinsAReadToABatchThatWasSent() {
    stored(1, 2);
    CompletableFuture<Void> goOn = readLaneBusy();
    Sent<Optional<Row>> early = read(1);
    Sent<Optional<Row>> beside = read(2);
    var read = new CompletableFuture<Void>();
    var answer = new CompletableFuture<Void>();
    server.incident = (connection, statement) -> {
    };
    server.afterwards = (connection, statement) -> {
      if (statement.startsWith("findByKeys")) {
        read.complete(null);
        connection.await(answer);
      }
    };
    goOn.complete(null);
    read.join();
    server.records.remove(1L);
    Sent<Optional<Row>> late = read(1);
    answer.complete(null);
    assertThat(early.value()).isPresent();
    assertThat(beside.value()).isPresent();
    assertThat(late.value()).isEmpty();
  }

  @Test
  void insertsWhatWaitsInOneStatement() {
    CompletableFuture<Void> goOn = writeLaneBusy();
    List<Sent<Row>> sent = LongStream.rangeClosed(1, 20).mapToObj(this::insert).toList();
    goOn.complete(null);
    for (int i = 0; i < 20; i++) {
      assertThat(sent.get(i).value()).isEqualTo(Row.of("id", i + 1L));
    }
    assertThat(server.statements()).containsExactly("insert 1", "insertEach 20");
  }

  @Test
  void failsTheMemberThatIsRefusedAndInsertsTheOthersOnce() {
    stored(7);
    CompletableFuture<Void> goOn = writeLaneBusy();
    List<Sent<Row>> sent = LongStream.rangeClosed(1, 20).mapToObj(this::insert).toList();
    goOn.complete(null);
    for (int i = 1; i <= 20; i++) {
      if (i == 7) {
        assertThat(sent.get(6).code()).isEqualTo(ErrorCode.UNIQUE_VIOLATION);
      } else {
        assertThat(sent.get(i - 1).value()).isEqualTo(Row.of("id", (long) i));
      }
    }
    assertThat(server.statements())
        .containsExactly("insert 1", "insertEach 20", "insertPossible 20", "insert 1");
    assertThat(server.records).hasSize(21);
  }

  @Test
  void looksNoMoreForConflictsThatWereElsewhere() {
    stored(3);
    CompletableFuture<Void> goOn = writeLaneBusy();
    server.incident = (connection, statement) -> {
      if (statement.startsWith("insertPossible")) {
        throw new DatabaseException(ErrorCode.UNIQUE_VIOLATION, "another key");
      }
    };
    List<Sent<Row>> sent = LongStream.rangeClosed(1, 5).mapToObj(this::insert).toList();
    goOn.complete(null);
    assertThat(sent.get(2).code()).isEqualTo(ErrorCode.UNIQUE_VIOLATION);
    LongStream.of(1, 2, 4, 5).forEach(
        id -> assertThat(sent.get((int) id - 1).value()).isEqualTo(Row.of("id", id)));
    assertThat(server.statements()).containsExactly("insert 1", "insertEach 5", "insertPossible 5",
        "insertEach 2", "insertEach 3", "insertEach 1", "insert 1", "insertEach 2");
  }

  @Test
  void takesABatchApartForAnyErrorOfAMember() {
    stored(1, 2, 3, 4, 5);
    CompletableFuture<Void> goOn = holding("update 1", 1);
    increment(1);
    awaitStatements(1);
    List<Sent<Long>> sent = LongStream.rangeClosed(1, 5).mapToObj(this::increment).toList();
    var refused = new AtomicBoolean();
    server.incident = (connection, statement) -> {
      if (statement.startsWith("updateByKeys") && refused.compareAndSet(false, true)) {
        throw new DatabaseException(ErrorCode.CHECK_VIOLATION, "too large");
      }
    };
    goOn.complete(null);
    sent.forEach(call -> assertThat(call.value()).isEqualTo(1));
    assertThat(server.number(1)).isEqualTo(2);
    assertThat(server.number(5)).isEqualTo(1);
  }

  @Test
  void splitsTwoWritesOfOneRecord() {
    stored(1, 2);
    CompletableFuture<Void> goOn = holding("update 1", 1);
    increment(2);
    awaitStatements(1);
    List<Sent<Long>> sent = LongStream.of(1, 1, 2, 1).mapToObj(this::increment).toList();
    goOn.complete(null);
    sent.forEach(call -> assertThat(call.value()).isEqualTo(1));
    assertThat(server.number(1)).isEqualTo(3);
    assertThat(server.number(2)).isEqualTo(2);
  }

  @Test
  void deletesWhatWaitsAndCountsForEach() {
    stored(1, 2, 3);
    CompletableFuture<Void> goOn = holding("delete 1", 1);
    delete(3);
    awaitStatements(1);
    List<Sent<Long>> sent = LongStream.of(2, 9, 1).mapToObj(this::delete).toList();
    goOn.complete(null);
    assertThat(sent.stream().map(Sent::value)).containsExactly(1L, 0L, 1L);
    assertThat(server.statements()).containsExactly("delete 1", "deleteByKeys 3");
  }

  @Test
  void knowsNothingOfWritesWhoseAnswerWasLost() {
    CompletableFuture<Void> goOn = writeLaneBusy();
    List<Sent<Row>> sent = LongStream.rangeClosed(1, 5).mapToObj(this::insert).toList();
    server.afterwards = (connection, statement) -> {
      if (statement.startsWith("insertEach")) {
        throw FakeServer.lost();
      }
    };
    goOn.complete(null);
    sent.forEach(call -> assertThat(call.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN));
    assertThat(server.records).hasSize(6);
    await(() -> server.discarded.get() == 1);
  }

  @Test
  void saysOfReadsOnALostConnectionThatTheyMayBeTriedAgain() {
    CompletableFuture<Void> goOn = readLaneBusy();
    List<Sent<Optional<Row>>> sent = LongStream.rangeClosed(1, 5).mapToObj(this::read).toList();
    server.afterwards = (connection, statement) -> {
      if (statement.startsWith("findByKeys")) {
        throw FakeServer.lost();
      }
    };
    goOn.complete(null);
    sent.forEach(call -> assertThat(call.code()).isEqualTo(ErrorCode.CONNECTION_FAILED));
  }

  @Test
  void letsAMemberLeaveAloneWhenItsDeadlinePasses() {
    CompletableFuture<Void> lane = writeLaneBusy();
    Sent<Row> hasty = insert(1);
    Sent<Row> patient = insert(2);
    CompletableFuture<Void> goOn = holding("insertEach", 1);
    lane.complete(null);
    awaitStatements(2);
    hasty.call.timeOut();
    assertThat(hasty.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    goOn.complete(null);
    assertThat(patient.value()).isEqualTo(Row.of("id", 2L));
    assertThat(server.statements()).doesNotContain("interrupt");
  }

  @Test
  void endsTheStatementWhenTheLastMemberHasLeft() {
    CompletableFuture<Void> lanes = readLaneBusy();
    Sent<Optional<Row>> first = read(1);
    Sent<Optional<Row>> second = read(2);
    CompletableFuture<Void> never = holding("findByKeys", 1);
    lanes.complete(null);
    await(() -> server.statements.contains("findByKeys 2"));
    first.call.timeOut();
    assertThat(first.code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(server.statements()).doesNotContain("interrupt");
    second.call.cancel();
    await(() -> server.statements.contains("interrupt") && server.discarded.get() == 1);
    assertThat(second.end).isCancelled();
    assertThat(never).isNotDone();
  }

  @Test
  void leavesOutWhoEndsWhileItWaits() {
    CompletableFuture<Void> goOn = writeLaneBusy();
    Sent<Row> gone = insert(1);
    Sent<Row> stays = insert(2);
    gone.call.timeOut();
    assertThat(gone.code()).isEqualTo(ErrorCode.TIMEOUT);
    goOn.complete(null);
    stays.value();
    assertThat(server.records).doesNotContainKey(1L);
  }

  @Test
  void failsAllWhereNoConnectionCanBeHad() {
    server.down = true;
    List<Sent<Row>> sent = LongStream.rangeClosed(1, 5).mapToObj(this::insert).toList();
    sent.forEach(call -> assertThat(call.code()).isEqualTo(ErrorCode.CONNECTION_FAILED));
    sent.forEach(call -> assertThat(call.call.attempts()).isZero());
    server.down = false;
    assertThat(insert(9).value()).isEqualTo(Row.of("id", 9L));
  }

  @Test
  void refusesWhenTooManyWaitAndForgetsThoseThatHaveEnded() {
    CompletableFuture<Void> goOn = writeLaneBusy();
    List<Sent<Row>> sent = LongStream.rangeClosed(1, 200).mapToObj(this::insert).toList();
    assertThat(insert(201).code()).isEqualTo(ErrorCode.OVERLOADED);
    sent.subList(0, 150).forEach(call -> call.call.timeOut());
    await(() -> {
      Sent<Row> another = insert(300 + System.nanoTime());
      return !another.end.isDone();
    });
    goOn.complete(null);
    sent.subList(150, 200).forEach(call -> assertThat(call.value().size()).isEqualTo(1));
    await(() -> engine.poolStatistics().waiting() == 0);
  }
}
