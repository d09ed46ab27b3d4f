package dev.plinth.support.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CallTest {
  private static final class Ending implements Call.Completion<String> {
    final List<Object> ends = new ArrayList<>();

    @Override
    public void succeeded(Call<String> call, String value) {
      ends.add(value);
    }

    @Override
    public void failed(Call<String> call, Throwable failure) {
      ends.add(failure instanceof DatabaseException known ? known.code() : failure.getClass());
    }
  }

  private final Ending ending = new Ending();
  private final AtomicInteger interrupts = new AtomicInteger();

  @Test
  void leavesAtOnceWhenItWaits() {
    Call<String> call = call(WorkKind.WRITE);
    call.timeOut();
    assertThat(ending.ends).containsExactly(ErrorCode.TIMEOUT);
    assertThat(call.start(interrupts::incrementAndGet)).isFalse();
    assertThat(call.succeed("late")).isFalse();
    assertThat(ending.ends).hasSize(1);
  }

  @Test
  void isInterruptedUntilTheEngineEndsIt() {
    Call<String> call = running(WorkKind.WRITE);
    call.timeOut();
    call.timeOut();
    call.interruptAgain();
    assertThat(interrupts).hasValue(3);
    assertThat(ending.ends).isEmpty();
    call.fail(new DatabaseException(ErrorCode.CANCELLED, "interrupted"));
    assertThat(ending.ends).containsExactly(ErrorCode.TIMEOUT);
  }

  @Test
  void keepsItsOwnFailureThoughTheDeadlinePassed() {
    Call<String> call = running(WorkKind.WRITE);
    call.timeOut();
    call.fail(new DatabaseException(ErrorCode.UNIQUE_VIOLATION, "taken"));
    assertThat(ending.ends).containsExactly(ErrorCode.UNIQUE_VIOLATION);
  }

  @Test
  void keepsAValueThatCameInSpiteOfTheInterruption() {
    Call<String> call = running(WorkKind.WRITE);
    call.timeOut();
    assertThat(call.succeed("done")).isTrue();
    assertThat(ending.ends).containsExactly("done");
  }

  @Test
  void doesNotClaimThatACommitOnItsWayWasNotApplied() {
    Call<String> write = running(WorkKind.WRITE);
    write.committing();
    write.timeOut();
    assertThat(ending.ends).containsExactly(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(interrupts).hasValue(0);
  }

  @Test
  void isStartedAgainUnlessItIsUnwantedByThen() {
    Call<String> wanted = running(WorkKind.WRITE);
    wanted.restart();
    assertThat(wanted.start(interrupts::incrementAndGet)).isTrue();
    Call<String> unwanted = running(WorkKind.WRITE);
    unwanted.cancel();
    unwanted.restart();
    assertThat(ending.ends).containsExactly(CancellationException.class);
    assertThat(unwanted.start(interrupts::incrementAndGet)).isFalse();
  }

  @Test
  void isRenewedOnlyAfterItsEnd() {
    Call<String> call = running(WorkKind.READ);
    assertThat(call.renew()).isFalse();
    call.fail(new DatabaseException(ErrorCode.DEADLOCK, "victim"));
    assertThat(call.renew()).isTrue();
    assertThat(call.start(interrupts::incrementAndGet)).isTrue();
    assertThat(call.attempts()).isEqualTo(2);
  }

  private Call<String> running(WorkKind kind) {
    Call<String> call = call(kind);
    assertThat(call.start(interrupts::incrementAndGet)).isTrue();
    return call;
  }

  private Call<String> call(WorkKind kind) {
    return new Call<>(kind, session -> "value", System.nanoTime() + 1_000_000_000L, ending);
  }
}
