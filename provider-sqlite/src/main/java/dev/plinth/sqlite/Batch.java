package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.serving.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes that share one transaction, which has begun. Nobody is told anything before it has ended: what
 * a member saw, even what it failed with, may come from another member that is undone in the end.
 */
final class Batch {
  private static final int MOST_MEMBERS = 1_000;
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final Lane lane;
  private final List<Member<?>> members = new ArrayList<>();
  private final long began = System.nanoTime();
  private boolean anyDone;

  Batch(Lane lane) {
    this.lane = lane;
  }

  /**
   * Runs members until there are none or it is time, commits, and tells everybody. Returns those that
   * must run again, each in a batch of its own.
   *
   * <p>Where it throws, {@link #abandon} must follow.
   */
  List<Call<?>> run(Call<?> first, Supplier<@Nullable Call<?>> more) {
    boolean stands = true;
    for (Call<?> call = first; stands && call != null;
        call = stands && !isFull() ? more.get() : null) {
      stands = attempt(call);
    }
    return stands ? commit() : undo();
  }

  private boolean isFull() {
    return members.size() >= MOST_MEMBERS || System.nanoTime() - began > LONGEST_NANOS;
  }

  /** Runs a member; whether the transaction goes on. */
  private <T extends @Nullable Object> boolean attempt(Call<T> call) {
    if (!call.start(() -> lane.interrupt(call))) {
      return true;
    }
    var member = new Member<>(call);
    members.add(member);
    long changesBefore = lane.totalChanges();
    try {
      member.value = call.kind() == WorkKind.WRITE_UNIT ? lane.runMember(call) : lane.run(call);
      call.committing();
      anyDone = true;
      return true;
    } catch (Throwable failure) {
      member.failure = failure;
      return lane.inTransaction() && wasUndone(call, changesBefore);
    }
  }

  private boolean wasUndone(Call<?> call, long changesBefore) {
    if (call.kind() == WorkKind.WRITE_UNIT) {
      lane.execute(Control.UNDO_MEMBER);
      lane.execute(Control.END_MEMBER);
      return true;
    }
    // With the conflict action FAIL a statement that fails leaves behind what it did before.
    return call.kind() == WorkKind.WRITE && lane.totalChanges() == changesBefore;
  }

  private List<Call<?>> commit() {
    if (!anyDone) {
      return rollback();
    }
    members.forEach(Member::awaitCommit);
    try {
      if (!attemptCommit()) {
        return undo();
      }
    } catch (DatabaseException refusal) {
      return refused(refusal);
    }
    members.forEach(Member::tell);
    return List.of();
  }

  /** Tries until the commit passes, or until nobody waits for it any more. */
  private boolean attemptCommit() {
    var pause = new Pause();
    while (!lane.attemptCommit()) {
      if (members.stream().allMatch(member -> member.call.ended())) {
        return false;
      }
      pause.next();
    }
    return true;
  }

  private List<Call<?>> refused(DatabaseException refusal) {
    if (refusal.code() == ErrorCode.OUTCOME_UNKNOWN) {
      throw refusal;
    }
    if (members.size() == 1) {
      members.get(0).failUnlessFailed(refusal);
    }
    return undo();
  }

  /** Undoes a batch of which nobody knows who would have done what without the others. */
  private List<Call<?>> undo() {
    if (members.size() == 1 && members.get(0).failure != null) {
      return rollback();
    }
    lane.rollback();
    List<Call<?>> again = new ArrayList<>(members.size());
    for (Member<?> member : members) {
      if (member.isInterrupted()) {
        member.tell();
      } else {
        member.call.restart();
        again.add(member.call);
      }
    }
    return again;
  }

  /** Undoes a batch in which all members failed, each by itself. */
  private List<Call<?>> rollback() {
    lane.rollback();
    members.forEach(Member::tell);
    return List.of();
  }

  /** Fails those that are left, after a failure of the connection itself. */
  void abandon(Throwable failure) {
    members.forEach(member -> member.failUnlessFailed(failure));
    members.forEach(Member::tell);
  }

  /** A call and how its attempt went. */
  private static final class Member<T extends @Nullable Object> {
    final Call<T> call;
    @Nullable
    T value;
    @Nullable
    Throwable failure;

    Member(Call<T> call) {
      this.call = call;
    }

    /** One that failed is not applied, however the commit ends: its deadline may say so at once. */
    void awaitCommit() {
      if (failure != null) {
        call.restart();
      }
    }

    boolean isInterrupted() {
      return call.unwanted() && failure instanceof DatabaseException known
          && known.code() == ErrorCode.CANCELLED;
    }

    void failUnlessFailed(Throwable reason) {
      if (failure == null) {
        failure = reason;
      }
    }

    void tell() {
      Throwable reason = failure;
      if (reason == null) {
        Answers.succeed(call, value);
      } else {
        Answers.fail(call, reason);
      }
    }
  }
}
