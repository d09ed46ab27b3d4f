package dev.plinth.support.pooled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.ErrorCode;
import dev.plinth.TransactionOptions;
import dev.plinth.support.engine.Engine.LeaseOptions;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.WorkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class PooledEngineTest extends PooledTest {
  private static boolean ping(Session session) {
    session.ping();
    return true;
  }

  private void pingsWait() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    server.incident = (connection, statement) -> {
      if (statement.startsWith("ping")) {
        connection.await(never);
      }
    };
  }

  @Test
  void runsUnitsInATransactionAndReadsBare() {
    assertThat(send(WorkKind.READ, PooledEngineTest::ping).value()).isTrue();
    assertThat(send(WorkKind.WRITE_UNIT, PooledEngineTest::ping).value()).isTrue();
    assertThat(server.statements()).containsExactly("ping 1", "begin", "ping 1", "commit");
  }

  @Test
  void endsAStatementOnTheServerAtItsDeadline() {
    pingsWait();
    Sent<Boolean> call = send(WorkKind.WRITE, PooledEngineTest::ping);
    awaitStatements(1);
    call.call.timeOut();
    assertThat(call.code()).isEqualTo(ErrorCode.TIMEOUT);
    await(() -> server.discarded.get() == 1);
  }

  @Test
  void cutsTheConnectionWhereTheServerDoesNotAnswer() {
    pingsWait();
    server.deaf = true;
    Sent<Boolean> write = send(WorkKind.WRITE, PooledEngineTest::ping);
    Sent<Boolean> read = send(WorkKind.READ, PooledEngineTest::ping);
    Sent<Boolean> unit = send(WorkKind.WRITE_UNIT, PooledEngineTest::ping);
    awaitStatements(4);
    write.call.timeOut();
    read.call.timeOut();
    unit.call.timeOut();
    assertThat(write.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(read.code()).isEqualTo(ErrorCode.TIMEOUT);
    assertThat(unit.code()).isEqualTo(ErrorCode.TIMEOUT);
    await(() -> server.discarded.get() == 3);
  }

  @Test
  void tellsALossBeforeTheCommitFromOneOfTheCommit() {
    server.incident = (connection, statement) -> {
      if (statement.startsWith("ping")) {
        throw FakeServer.lost();
      }
    };
    assertThat(send(WorkKind.WRITE_UNIT, PooledEngineTest::ping).code())
        .isEqualTo(ErrorCode.CONNECTION_FAILED);
    assertThat(send(WorkKind.WRITE, PooledEngineTest::ping).code())
        .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    server.incident = (connection, statement) -> {
      if (statement.equals("commit")) {
        throw FakeServer.lost();
      }
    };
    assertThat(send(WorkKind.WRITE_UNIT, PooledEngineTest::ping).code())
        .isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
  }

  @Test
  void servesALeaseUntilItIsGivenBack() {
    Lease lease = lease().value();
    var calls = new ArrayList<Sent<Boolean>>();
    for (int i = 0; i < 3; i++) {
      var call = new Sent<Boolean>(WorkKind.WRITE, PooledEngineTest::ping);
      calls.add(call);
      lease.submit(call.call);
    }
    calls.forEach(call -> assertThat(call.value()).isTrue());
    var commit = new Sent<@Nullable Void>(WorkKind.READ, session -> null);
    lease.commit(commit.call);
    await(() -> commit.end.isDone());
    assertThat(server.statements()).containsExactly("begin", "ping 1", "ping 1", "ping 1",
        "commit");
    await(() -> engine.poolStatistics().active() == 0);
  }

  @Test
  void keepsOneConnectionForShortCalls() {
    List<Sent<Lease>> leases = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      leases.add(lease());
    }
    leases.subList(0, 3).forEach(Sent::value);
    assertThat(send(WorkKind.READ, PooledEngineTest::ping).value()).isTrue();
    assertThat(leases.get(4).end).isNotDone();
    leases.subList(0, 3).forEach(lease -> lease.value().release());
    leases.subList(3, 5).forEach(lease -> lease.value().release());
    await(() -> engine.poolStatistics().active() == 0);
  }

  @Test
  void endsACommitThatIsNotAnsweredAsUnknown() {
    CompletableFuture<Void> never = new CompletableFuture<>();
    server.incident = (connection, statement) -> {
      if (statement.equals("commit")) {
        connection.await(never);
      }
    };
    Sent<Boolean> unit = send(WorkKind.WRITE_UNIT, PooledEngineTest::ping);
    awaitStatements(3);
    unit.call.timeOut();
    assertThat(unit.code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(server.statements()).doesNotContain("interrupt").contains("abort");
  }

  @Test
  void givesItsConnectionsBackWhenThereIsNothingToDo() {
    send(WorkKind.READ, PooledEngineTest::ping).value();
    await(() -> server.open.get() == 0);
    assertThat(server.discarded).hasValue(0);
  }

  private Sent<Lease> lease() {
    var lease = new Sent<Lease>(WorkKind.ALONE, session -> {
      throw new AssertionError("a lease is not run");
    });
    engine.lease(lease.call, LeaseOptions.forTransaction(TransactionOptions.defaults()));
    return lease;
  }
}
