package dev.plinth.sqlite;

import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine.LeaseOptions;
import dev.plinth.support.engine.Lease;
import org.jspecify.annotations.Nullable;

/** What waits for a thread. Stands in one inbox, once. */
abstract sealed class Entry {
  /** The next one in an inbox. */
  @Nullable
  Entry next;

  /** Whether nobody wants it any more. */
  abstract boolean ended();

  /** Refuses it. */
  abstract void fail(Throwable failure);

  /** A call. */
  static final class Submission extends Entry {
    final Call<?> call;

    Submission(Call<?> call) {
      this.call = call;
    }

    @Override
    boolean ended() {
      return call.ended();
    }

    @Override
    void fail(Throwable failure) {
      Answers.fail(call, failure);
    }
  }

  /** A request to reserve the connection. */
  static final class LeaseRequest extends Entry {
    final Call<Lease> call;
    final LeaseOptions options;

    LeaseRequest(Call<Lease> call, LeaseOptions options) {
      this.call = call;
      this.options = options;
    }

    @Override
    boolean ended() {
      return call.ended();
    }

    @Override
    void fail(Throwable failure) {
      Answers.fail(call, failure);
    }
  }

  /** The end of a reserved connection's transaction. */
  static final class Commit extends Entry {
    final Call<@Nullable Void> call;

    Commit(Call<@Nullable Void> call) {
      this.call = call;
    }

    @Override
    boolean ended() {
      return call.ended();
    }

    @Override
    void fail(Throwable failure) {
      Answers.fail(call, failure);
    }
  }

  /** Something that the engine itself wants done between calls. */
  static final class Task extends Entry {
    final Runnable action;

    Task(Runnable action) {
      this.action = action;
    }

    @Override
    boolean ended() {
      return false;
    }

    @Override
    void fail(Throwable failure) {
      action.run();
    }
  }
}
