package dev.plinth.support.serving;

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

/** A connection reserved for one transaction or stream. Its thread serves the lease until it is given back. */
public final class ServedLease implements Lease {
  private static final Logger LOG = LoggerFactory.getLogger("dev.plinth");

  private final LeaseHost host;
  private final long mostIdleNanos;
  private final Isolation isolation;
  private final Inbox inbox = new Inbox();
  private volatile boolean released;
  private volatile boolean over;
  private volatile @Nullable Call<?> running;
  private boolean transactionOpen;
  private boolean transactionLost;

  private ServedLease(LeaseHost host, boolean transaction, Duration mostIdle) {
    this.host = host;
    this.isolation = host.isolation();
    this.transactionOpen = transaction;
    this.mostIdleNanos = mostIdle.toNanos();
  }

  /**
   * Reserves a connection on which the transaction has begun if there is to be one, and serves the lease
   * until it is given back, which rolls back what was not committed.
   *
   * @param request whose call may have been started already
   */
  public static void serve(LeaseHost host, Entry.LeaseRequest request, LeaseGuard guard) {
    var lease = new ServedLease(host, request.options.transaction(),
        guard.mostIdle(request.options));
    boolean waited = request.call.start(() -> {
    });
    if ((!waited && request.call.ended()) || !Answers.succeed(request.call, lease)) {
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
      host.interrupt(call);
    }
  }

  @Override
  public Isolation isolation() {
    return isolation;
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
      host.closeStreams();
      if (transactionOpen) {
        host.rollback();
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
    if (!call.start(() -> host.interrupt(call))) {
      return;
    }
    T value;
    running = call;
    try {
      value = host.run(call);
    } catch (Throwable failure) {
      noticeLoss(failure);
      Answers.fail(call, released && !call.unwanted() ? ended() : failure);
      return;
    } finally {
      running = null;
    }
    Answers.succeed(call, value);
  }

  private void noticeLoss(Throwable failure) {
    if (transactionOpen && !host.inTransaction(failure)) {
      transactionOpen = false;
      transactionLost = true;
    }
  }

  private @Nullable DatabaseException refusal(Call<?> call) {
    if (transactionLost) {
      return new DatabaseException(ErrorCode.TRANSACTION_FAILED,
          "the database rolled the transaction back after a call of it failed; run it again as a whole");
    }
    if (transactionOpen && call.kind() == WorkKind.WITHOUT_TRANSACTION) {
      return new DatabaseException(ErrorCode.UNSUPPORTED,
          "the database does not do this inside a transaction; call it on the outer handle");
    }
    return null;
  }

  /** The last words of a transaction: whatever comes of them, it is over. */
  private void commitNow(Call<@Nullable Void> call) {
    DatabaseException refusal = refusal(call);
    if (refusal != null) {
      Answers.fail(call, refusal);
    } else if (call.start(() -> host.interrupt(call))) {
      try {
        host.commit(call);
        transactionOpen = false;
        Answers.succeed(call, null);
      } catch (Throwable failure) {
        Answers.fail(call, failure);
      }
    }
    released = true;
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
