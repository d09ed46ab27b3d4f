package dev.plinth.sqlite;

import dev.plinth.support.engine.Call;
import dev.plinth.support.serving.Answers;
import dev.plinth.support.serving.Entry;
import dev.plinth.support.serving.LeaseGuard;
import dev.plinth.support.serving.ServedLease;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How the writer's thread carries out what waits for it. */
final class WriterWork {
  private final LaneSlot slot;
  private final WriterQueue queue;
  private final LeaseGuard guard;
  private final Deque<Call<?>> again = new ArrayDeque<>();

  WriterWork(LaneSlot slot, WriterQueue queue, LeaseGuard guard) {
    this.slot = slot;
    this.queue = queue;
    this.guard = guard;
  }

  /** Carries out one entry, and whatever waits and may share its transaction. Never throws. */
  void carryOut(Entry entry) {
    try {
      switch (entry) {
        case Entry.Submission submission -> carryOut(submission.call);
        case Entry.LeaseRequest request -> reserve(request);
        case Entry.Task task -> task.action.run();
        case Entry.Commit misplaced -> misplaced.fail(SqliteEngine.closed());
      }
    } catch (Throwable failure) {
      entry.fail(failure);
      slot.repair(failure);
    }
    while (!again.isEmpty()) {
      carryOutAgain(again.remove());
    }
  }

  private void carryOut(Call<?> call) {
    switch (call.kind()) {
      case READ -> read(call);
      case WRITE, WRITE_UNIT -> write(call, queue::pollWrite);
      case ALONE -> write(call, () -> null);
      case WITHOUT_TRANSACTION -> runBare(call);
    }
  }

  private void carryOutAgain(Call<?> call) {
    try {
      write(call, () -> null);
    } catch (Throwable failure) {
      Answers.fail(call, failure);
      slot.repair(failure);
    }
  }

  private void write(Call<?> first, Supplier<@Nullable Call<?>> more) {
    Lane lane = slot.lane();
    if (!begin(lane, Control.BEGIN_WRITE, first)) {
      return;
    }
    var batch = new Batch(lane);
    try {
      again.addAll(batch.run(first, more));
    } catch (Throwable failure) {
      batch.abandon(failure);
      throw failure;
    }
  }

  /** Begins as soon as no other process is in the way; does not once the call has ended. */
  private boolean begin(Lane lane, Control control, Call<?> call) {
    var pause = new Pause();
    while (!call.ended()) {
      if (lane.attempt(control)) {
        return true;
      }
      pause.next();
      queue.dropEnded();
    }
    return false;
  }

  /** In memory: the connection could write, so whatever a read might have done is undone. */
  private <T extends @Nullable Object> void read(Call<T> call) {
    Lane lane = slot.lane();
    if (!call.start(() -> lane.interrupt(call))) {
      return;
    }
    lane.execute(Control.BEGIN_READ);
    T value;
    try {
      value = lane.run(call);
    } finally {
      lane.rollback();
    }
    Answers.succeed(call, value);
  }

  private <T extends @Nullable Object> void runBare(Call<T> call) {
    Lane lane = slot.lane();
    var pause = new Pause();
    while (call.start(() -> lane.interrupt(call))) {
      T value;
      try {
        value = lane.run(call);
      } catch (Throwable failure) {
        if (!SqliteErrors.isBusy(failure)) {
          throw failure;
        }
        call.restart();
        pause.next();
        continue;
      }
      Answers.succeed(call, value);
    }
  }

  private void reserve(Entry.LeaseRequest request) {
    Lane lane = slot.lane();
    boolean transaction = request.options.transaction();
    boolean readOnly = request.options.options().readOnly();
    Control begin = readOnly ? Control.BEGIN_READ : Control.BEGIN_WRITE;
    if (transaction && !begin(lane, begin, request.call)) {
      return;
    }
    if (readOnly) {
      lane.queryOnly(true);
    }
    try {
      ServedLease.serve(lane, request, guard);
    } finally {
      if (readOnly) {
        lane.queryOnly(false);
      }
    }
  }
}
