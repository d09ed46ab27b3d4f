package dev.plinth.support.engine;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: what it does, until when, and how it ended. Made by the pipeline, carried out by
 * an engine.
 *
 * <p>An engine calls {@link #start} before each attempt, {@link #committing} from when the outcome is out
 * of its hands, and then {@link #succeed} or {@link #fail}. Meanwhile the deadline or the caller may end
 * the call: one that waits leaves at once, one that runs is interrupted, repeatedly, until the engine
 * ends the attempt.
 */
public final class Call<T extends @Nullable Object> {
  private enum State {
    WAITING,
    RUNNING,
    SHARED,
    COMMITTING,
    ENDED
  }

  /** Told once how a call's attempt ended. */
  public interface Completion<T extends @Nullable Object> {
    /** It ended well. */
    void succeeded(Call<T> call, T value);

    /** It failed. */
    void failed(Call<T> call, Throwable failure);
  }

  private final Work<T> work;
  private final WorkKind kind;
  private final Completion<T> completion;
  private final long deadline;
  private final boolean writes;

  private State state = State.WAITING;
  private @Nullable Runnable interrupt;
  private boolean timedOut;
  private boolean cancelled;
  private int attempts;

  /**
   * A call that waits.
   *
   * @param deadline by {@link System#nanoTime()}
   */
  public Call(WorkKind kind, Work<T> work, long deadline, Completion<T> completion) {
    this.kind = kind;
    this.work = work;
    this.deadline = deadline;
    this.completion = completion;
    this.writes = kind != WorkKind.READ;
  }

  /** How it is scheduled. */
  public WorkKind kind() {
    return kind;
  }

  /** What it does: for engines that know some works and do several of them at once. */
  public Work<T> work() {
    return work;
  }

  /** The work of one attempt. */
  public T run(Session session) {
    return work.run(session);
  }

  /** Nanoseconds until the deadline; not positive when it has passed. */
  public long remainingNanos() {
    return deadline - System.nanoTime();
  }

  /** When it must have ended, by {@link System#nanoTime()}. */
  public long deadline() {
    return deadline;
  }

  /** How often it was started. */
  public synchronized int attempts() {
    return attempts;
  }

  /** Whether it has ended, so that nothing need be done for it any more. */
  public synchronized boolean ended() {
    return state == State.ENDED;
  }

  /** Whether the caller or the deadline wants it to end. */
  public synchronized boolean unwanted() {
    return timedOut || cancelled || state == State.ENDED;
  }

  /**
   * An attempt begins.
   *
   * @param interruption ends the running statement; may be called from any thread, more than once, also
   *     when the statement is over, and must then do nothing
   * @return whether the call is still wanted; if not it has ended, and the engine drops it
   */
  public synchronized boolean start(Runnable interruption) {
    if (state != State.WAITING) {
      return false;
    }
    state = State.RUNNING;
    interrupt = interruption;
    attempts++;
    return true;
  }

  /**
   * An attempt begins whose statement serves other calls too, and is not interrupted for this one
   * alone: when the deadline passes or the caller cancels, the call ends at once, a write that ends at its
   * deadline with {@link ErrorCode#OUTCOME_UNKNOWN}.
   *
   * @param left run once it has ended so
   * @return whether the call is still wanted; if not it has ended, and the engine drops it
   */
  public synchronized boolean startShared(Runnable left) {
    if (!start(left)) {
      return false;
    }
    state = State.SHARED;
    return true;
  }

  /** The attempt was undone as a whole and will be started again: a member of a batch that failed. */
  public void restart() {
    Throwable ending = null;
    synchronized (this) {
      if (state == State.RUNNING || state == State.SHARED || state == State.COMMITTING) {
        state = State.WAITING;
        interrupt = null;
        if (timedOut || cancelled) {
          state = State.ENDED;
          ending = cancelled ? new CancellationException() : timeout();
        }
      }
    }
    if (ending != null) {
      completion.failed(this, ending);
    }
  }

  /** The statement is done and its outcome depends on a commit: it is not interrupted any more. */
  public synchronized void committing() {
    if (state == State.RUNNING) {
      state = State.COMMITTING;
      interrupt = null;
    }
  }

  /**
   * The attempt ended well.
   *
   * @return whether the value was taken; if not, the call had ended before
   */
  public boolean succeed(T value) {
    synchronized (this) {
      if (state == State.ENDED) {
        return false;
      }
      state = State.ENDED;
      interrupt = null;
    }
    completion.succeeded(this, value);
    return true;
  }

  /** The attempt failed. An interruption that the deadline asked for becomes {@link ErrorCode#TIMEOUT}. */
  public void fail(Throwable failure) {
    Throwable reason;
    synchronized (this) {
      if (state == State.ENDED) {
        return;
      }
      state = State.ENDED;
      interrupt = null;
      reason = isInterruption(failure) ? ending(failure) : failure;
    }
    completion.failed(this, reason);
  }

  /** Ended calls may be tried again: by the pipeline alone, when the failure proves that nothing was applied. */
  public synchronized boolean renew() {
    if (state != State.ENDED || timedOut || cancelled) {
      return false;
    }
    state = State.WAITING;
    return true;
  }

  /** The deadline passed: called again and again until the call has ended. */
  public void timeOut() {
    DatabaseException ending = null;
    Runnable left = null;
    synchronized (this) {
      timedOut = true;
      switch (state) {
        case WAITING -> ending = timeout();
        case SHARED -> {
          ending = writes ? shared() : timeout();
          left = interrupt;
        }
        case COMMITTING -> ending = writes ? unknown() : timeout();
        case RUNNING -> interruptNow();
        case ENDED -> {
        }
      }
      if (ending != null) {
        state = State.ENDED;
        interrupt = null;
      }
    }
    end(ending, left);
  }

  /** The caller cancelled: a statement that runs is interrupted. */
  public void cancel() {
    CancellationException ending = null;
    Runnable left = null;
    synchronized (this) {
      cancelled = true;
      switch (state) {
        case WAITING -> ending = new CancellationException();
        case SHARED -> {
          ending = new CancellationException();
          left = interrupt;
        }
        case RUNNING -> interruptNow();
        case COMMITTING, ENDED -> {
        }
      }
      if (ending != null) {
        state = State.ENDED;
        interrupt = null;
      }
    }
    end(ending, left);
  }

  private void end(@Nullable Throwable ending, @Nullable Runnable left) {
    if (ending != null) {
      completion.failed(this, ending);
    }
    if (left != null) {
      left.run();
    }
  }

  /** Interrupts again, in case the first came between two statements; for the pipeline's clock. */
  public synchronized void interruptAgain() {
    if (state == State.RUNNING && (timedOut || cancelled)) {
      interruptNow();
    }
  }

  private void interruptNow() {
    Runnable interruption = interrupt;
    if (interruption != null) {
      interruption.run();
    }
  }

  private static boolean isInterruption(Throwable failure) {
    return failure instanceof DatabaseException known && known.code() == ErrorCode.CANCELLED;
  }

  private Throwable ending(Throwable failure) {
    return cancelled ? new CancellationException() : timedOut ? timeout() : failure;
  }

  private static DatabaseException timeout() {
    return new DatabaseException(ErrorCode.TIMEOUT,
        "the deadline passed and nothing was applied; raise the timeout, "
            + "or look for a lock or a slow statement");
  }

  private static DatabaseException shared() {
    return new DatabaseException(ErrorCode.OUTCOME_UNKNOWN,
        "the deadline passed while the write was on its way together with others; "
            + "read the record to learn whether it was applied");
  }

  private static DatabaseException unknown() {
    return new DatabaseException(ErrorCode.OUTCOME_UNKNOWN,
        "the deadline passed while the write was being committed; read the record to learn whether it was applied");
  }
}
