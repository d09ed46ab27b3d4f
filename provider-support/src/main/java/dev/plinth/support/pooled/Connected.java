package dev.plinth.support.pooled;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.TransactionOptions;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine.LeaseOptions;
import dev.plinth.support.engine.Session;
import dev.plinth.support.engine.Work;
import dev.plinth.support.serving.LeaseHost;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection while one thread uses it. What runs on it, an attempt, others may end; and how an attempt failed is
 * judged here: whether anything was applied, and whether the connection is of use any more.
 */
final class Connected implements LeaseHost {
  private static final long LONGEST_ROLLBACK_MILLIS = 5_000;
  private static final TransactionOptions READ_ONLY = TransactionOptions.defaults().asReadOnly();

  private final ServerConnection connection;
  private final Interrupter interrupter;
  private final long acquired = System.nanoTime();

  private @Nullable Object running;
  private boolean interrupted;
  private boolean cut;
  private boolean committing;
  private boolean broken;

  Connected(ServerConnection connection, Interrupter interrupter) {
    this.connection = connection;
    this.interrupter = interrupter;
  }

  /** For how many nanoseconds it is held. */
  long heldNanos() {
    return System.nanoTime() - acquired;
  }

  Session session() {
    return connection.session();
  }

  boolean isBroken() {
    return broken;
  }

  /** Gives it back, or closes it where it is of no use any more. */
  void giveBack() {
    try {
      if (broken) {
        connection.discard();
      } else {
        connection.release();
      }
    } catch (RuntimeException alreadyGone) {
      // It is of no use to anybody any more.
    }
  }

  /** Until when what runs next may take. */
  void deadline(long nanoTime) {
    connection.deadline(nanoTime);
  }

  private interface Step<T extends @Nullable Object> {
    T run();
  }

  /** Runs work whose statements commit by themselves. */
  <T extends @Nullable Object> T runBare(Object attempt, boolean writes, Work<T> work) {
    return attempt(attempt, writes, () -> work.run(session()));
  }

  /** Runs work in a transaction of its own. */
  <T extends @Nullable Object> T runInTransaction(Object attempt, Work<T> work) {
    return attempt(attempt, false, () -> {
      connection.beginUnit();
      T value = undoingOnFailure(work);
      commitNow();
      return value;
    });
  }

  /** Runs work in a transaction that the server knows to be for reads alone. */
  <T extends @Nullable Object> T runReadOnly(Object attempt, Work<T> work) {
    return attempt(attempt, false, () -> {
      connection.begin(READ_ONLY);
      T value = undoingOnFailure(work);
      connection.rollback();
      return value;
    });
  }

  private <T extends @Nullable Object> T undoingOnFailure(Work<T> work) {
    boolean done = false;
    try {
      T value = work.run(session());
      done = true;
      return value;
    } finally {
      if (!done) {
        undo();
      }
    }
  }

  private void undo() {
    if (isInterrupted()) {
      // It is closed in any case, and with it the transaction.
      return;
    }
    try {
      connection.rollback();
    } catch (DatabaseException lost) {
      broken = true;
    }
  }

  private void commitNow() {
    if (!beginCommit()) {
      undo();
      throw cancelled();
    }
    boolean done = false;
    try {
      connection.commit();
      done = true;
    } finally {
      if (!done) {
        undo();
      }
    }
  }

  /** Begins what a lease is for. */
  void begin(Call<?> call, LeaseOptions options) {
    attempt(call, false, () -> {
      if (options.transaction()) {
        connection.begin(options.options());
      } else {
        connection.beginStream();
      }
      return true;
    });
  }

  @Override
  public <T extends @Nullable Object> T run(Call<T> call) {
    deadline(call.deadline());
    return attempt(call, false, () -> call.run(session()));
  }

  @Override
  public void commit(Call<@Nullable Void> call) {
    deadline(call.deadline());
    attempt(call, false, () -> {
      call.run(session());
      connection.closeStreams();
      commitNow();
      return true;
    });
  }

  /** Also ends what a stream began. A server that does not answer is not waited for: without the connection it rolls back. */
  @Override
  public void rollback() {
    if (broken) {
      return;
    }
    Object attempt = new Object();
    Future<?> guard = interrupter.cutAfter(this, attempt, LONGEST_ROLLBACK_MILLIS);
    try {
      attempt(attempt, false, () -> {
        connection.rollback();
        return true;
      });
    } catch (DatabaseException lost) {
      broken = true;
    } finally {
      guard.cancel(false);
    }
  }

  @Override
  public boolean inTransaction(Throwable failure) {
    return !broken
        && !(failure instanceof DatabaseException known && connection.endsTransaction(known));
  }

  @Override
  public void closeStreams() {
    if (broken) {
      return;
    }
    try {
      connection.closeStreams();
    } catch (DatabaseException lost) {
      broken = true;
    }
  }

  @Override
  public Isolation isolation() {
    return connection.isolation();
  }

  private <T extends @Nullable Object> T attempt(Object attempt, boolean writes, Step<T> step) {
    enter(attempt);
    try {
      T value = step.run();
      if (!writes && endedInVain()) {
        throw cancelled();
      }
      return value;
    } catch (DatabaseException failure) {
      throw judged(failure, writes);
    } catch (Throwable defect) {
      broken = true;
      throw defect;
    } finally {
      leave();
    }
  }

  private synchronized void enter(Object attempt) {
    running = attempt;
    committing = false;
  }

  private synchronized void leave() {
    running = null;
    if (interrupted) {
      broken = true;
    }
    notifyAll();
  }

  /** Some servers answer a statement that was ended as if it had come to its end. */
  private synchronized boolean endedInVain() {
    return interrupted && !committing;
  }

  private synchronized boolean isInterrupted() {
    return interrupted;
  }

  /** Whether nobody wants the transaction to end before it is committed; from now on it is not interrupted. */
  private synchronized boolean beginCommit() {
    committing = !interrupted;
    return committing;
  }

  /** What a failure means, now that it is known when it came. */
  private synchronized DatabaseException judged(DatabaseException failure, boolean writes) {
    boolean lost = cut || connection.leavesDoubt(failure);
    broken |= lost || connection.isBroken(failure);
    if (lost && (writes || committing)) {
      return new DatabaseException(ErrorCode.OUTCOME_UNKNOWN,
          "the connection was lost before the write was answered; read the record to learn "
              + "whether it was applied",
          failure.sqlState().orElse(null), failure.vendorCode(), failure.getCause());
    }
    return interrupted && broken ? cancelled() : failure;
  }

  private static DatabaseException cancelled() {
    return new DatabaseException(ErrorCode.CANCELLED, "the statement was ended and not applied");
  }

  @Override
  public void interrupt(Call<?> call) {
    interruptAttempt(call);
  }

  /** Ends an attempt, if it is the one that runs. For any thread. */
  synchronized void interruptAttempt(Object attempt) {
    if (isRunning(attempt) && !interrupted) {
      interrupted = true;
      interrupter.interrupt(this, attempt);
    }
  }

  /** Asks the server to end an attempt; whether it still runs. May block. */
  boolean askToEnd(Object attempt) {
    synchronized (this) {
      if (!isRunning(attempt)) {
        return false;
      }
      if (committing) {
        // A commit ends by itself, or the connection is cut: it is not known what ending it would mean.
        return true;
      }
    }
    try {
      connection.interrupt();
    } catch (RuntimeException notReached) {
      // It is tried again, until the connection is cut.
    }
    return true;
  }

  /** Waits for the end of an attempt for a while. */
  synchronized void awaitEnd(Object attempt, long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    try {
      for (long left = millis; isRunning(attempt) && left > 0; left =
          TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) {
        wait(left);
      }
    } catch (InterruptedException alsoFine) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("ReferenceEquality") // one and the same attempt is meant, not an equal one
  private boolean isRunning(Object attempt) {
    return running == attempt;
  }

  /** Cuts the connection under an attempt, if it still runs. */
  void cut(Object attempt) {
    synchronized (this) {
      if (!isRunning(attempt)) {
        return;
      }
      cut = true;
      interrupted = true;
    }
    try {
      connection.abort();
    } catch (RuntimeException alreadyGone) {
      // It is as good as cut.
    }
  }
}
