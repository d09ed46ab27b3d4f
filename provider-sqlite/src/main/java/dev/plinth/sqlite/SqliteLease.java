package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.WorkKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane reserved for one transaction or stream. The lane's thread serves it until it is given back. */
final class SqliteLease implements Lease {
  private static final Logger LOG = LoggerFactory.getLogger("dev.plinth.sqlite");

  private final Lane lane;
  private final long mostIdleNanos;
  private final Inbox inbox = new Inbox();
  private volatile boolean released;
  private volatile boolean over;
  private volatile @Nullable Call<?> running;
  private boolean transactionOpen;
  private boolean transactionLost;

  private SqliteLease(Lane lane, boolean transaction, Duration mostIdle) {
    this.lane = lane;
    this.transactionOpen = transaction;
    this.mostIdleNanos = mostIdle.toNanos();
  }

  /**
   * Reserves a lane on which the transaction has begun if there is to be one, and serves the lease until
   * it is given back, which rolls back what was not committed.
   */
  static void serve(Lane lane, Entry.LeaseRequest request, LeaseGuard guard) {
    var lease = new SqliteLease(lane, request.options.transaction(),
        guard.mostIdle(request.options));
    boolean taken = request.call.start(() -> {
    }) && Answers.succeed(request.call, lease);
    if (!taken) {
      lease.released = true;
    }
    lease.serve();
  }

  @Override
  public void submit(Call<?> call) {
    add(new Entry.Submission(call));
  }

  @Override
  public void commit(Call<@Nullable Void> call) {
    add(new Entry.Commit(call));
  }

  @Override
  public void release() {
    released = true;
    inbox.add(new Entry.Task(() -> {
    }));
    Call<?> call = running;
    if (call != null) {
      lane.interrupt(call);
    }
  }

  /** A transaction holds the write lock, or reads from one snapshot. */
  @Override
  public Isolation isolation() {
    return Isolation.SERIALIZABLE;
  }

  private void add(Entry entry) {
    inbox.add(entry);
    if (over) {
      refuseAll();
    }
  }

  private void serve() {
    try {
      long idleSince = System.nanoTime();
      while (!released) {
        Entry entry = inbox.takeAll();
        if (entry != null) {
          carryOut(entry);
          idleSince = System.nanoTime();
        } else if (!isIdleTooLong(idleSince)) {
          inbox.await(mostIdleNanos);
        }
      }
    } finally {
      released = true;
      over = true;
      refuseAll();
      lane.closeCursors();
      if (transactionOpen) {
        lane.rollback();
      }
    }
  }

  private boolean isIdleTooLong(long since) {
    if (System.nanoTime() - since < mostIdleNanos) {
      return false;
    }
    LOG.warn("a lease that nobody used for {} s was taken back, and its transaction rolled back",
        Duration.ofNanos(mostIdleNanos).toSeconds());
    released = true;
    return true;
  }

  private void carryOut(Entry first) {
    for (Entry entry = first; entry != null; entry = entry.next) {
      switch (entry) {
        case Entry.Task task -> task.action.run();
        case Entry.Submission submission when !released -> run(submission.call);
        case Entry.Commit commit when !released -> commitNow(commit.call);
        default -> entry.fail(ended());
      }
    }
  }

  private <T extends @Nullable Object> void run(Call<T> call) {
    DatabaseException refusal = refusal(call);
    if (refusal != null) {
      Answers.fail(call, refusal);
      return;
    }
    if (!call.start(() -> lane.interrupt(call))) {
      return;
    }
    T value;
    running = call;
    try {
      value = lane.run(call);
    } catch (Throwable failure) {
      noticeLoss();
      Answers.fail(call, released && !call.unwanted() ? ended() : failure);
      return;
    } finally {
      running = null;
    }
    Answers.succeed(call, value);
  }

  private void noticeLoss() {
    if (transactionOpen && !lane.inTransaction()) {
      transactionOpen = false;
      transactionLost = true;
    }
  }

  private @Nullable DatabaseException refusal(Call<?> call) {
    if (transactionLost) {
      return new DatabaseException(ErrorCode.TRANSACTION_FAILED,
          "SQLite rolled the transaction back after a call of it failed; run it again as a whole");
    }
    if (transactionOpen && call.kind() == WorkKind.WITHOUT_TRANSACTION) {
      return new DatabaseException(ErrorCode.UNSUPPORTED,
          "SQLite does not do this inside a transaction; call it on the outer handle");
    }
    return null;
  }

  /** The last words of a transaction: whatever comes of them, it is over. */
  private void commitNow(Call<@Nullable Void> call) {
    DatabaseException refusal = refusal(call);
    if (refusal != null) {
      Answers.fail(call, refusal);
    } else if (call.start(() -> lane.interrupt(call))) {
      try {
        lane.run(call);
        call.committing();
        attemptCommit(call);
        transactionOpen = false;
        Answers.succeed(call, null);
      } catch (Throwable failure) {
        Answers.fail(call, failure);
      }
    }
    released = true;
  }

  private void attemptCommit(Call<@Nullable Void> call) {
    var pause = new Pause();
    while (!lane.attemptCommit()) {
      if (call.ended()) {
        throw ended();
      }
      pause.next();
    }
  }

  private void refuseAll() {
    for (Entry entry = inbox.takeAll(); entry != null; entry = entry.next) {
      entry.fail(ended());
    }
  }

  private static DatabaseException ended() {
    return new DatabaseException(ErrorCode.TRANSACTION_FAILED,
        "the transaction or stream is over: it was committed, rolled back, or its time was up");
  }
}
