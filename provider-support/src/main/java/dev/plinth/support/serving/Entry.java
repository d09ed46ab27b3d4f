package dev.plinth.support.serving;

import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine.LeaseOptions;
import dev.plinth.support.engine.Lease;
import org.jspecify.annotations.Nullable;

/** What waits for a thread. Stands in one inbox, once. */
public abstract sealed class Entry {
  /** The next one in an inbox. */
  public @Nullable Entry next;

  private Entry() {}

  /** Whether nobody wants it any more. */
  public abstract boolean ended();

  /** Refuses it. */
  public abstract void fail(Throwable failure);

  /** A call. */
  public static final class Submission extends Entry {
    public final Call<?> call;

    /** Waits. */
    public Submission(Call<?> call) {
      this.call = call;
    }

    @Override
    public boolean ended() {
      return call.ended();
    }

    @Override
    public void fail(Throwable failure) {
      Answers.fail(call, failure);
    }
  }

  /** A request to reserve the connection. */
  public static final class LeaseRequest extends Entry {
    public final Call<Lease> call;
    public final LeaseOptions options;

    /** Waits. */
    public LeaseRequest(Call<Lease> call, LeaseOptions options) {
      this.call = call;
      this.options = options;
    }

    @Override
    public boolean ended() {
      return call.ended();
    }

    @Override
    public void fail(Throwable failure) {
      Answers.fail(call, failure);
    }
  }

  /** The end of a reserved connection's transaction. */
  public static final class Commit extends Entry {
    public final Call<@Nullable Void> call;

    /** Waits. */
    public Commit(Call<@Nullable Void> call) {
      this.call = call;
    }

    @Override
    public boolean ended() {
      return call.ended();
    }

    @Override
    public void fail(Throwable failure) {
      Answers.fail(call, failure);
    }
  }

  /** Something that the engine itself wants done between calls. */
  public static final class Task extends Entry {
    public final Runnable action;

    /** Waits. */
    public Task(Runnable action) {
      this.action = action;
    }

    @Override
    public boolean ended() {
      return false;
    }

    @Override
    public void fail(Throwable failure) {
      action.run();
    }
  }
}
