package dev.plinth.support.pooled;

import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.ReadOnlyWork;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.serving.Answers;
import dev.plinth.support.serving.Entry;
import dev.plinth.support.serving.LeaseGuard;
import dev.plinth.support.serving.ServedLease;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that talks to the server. It holds a connection only while there is work: the supply looks
 * after those that rest, and knows whether they still live.
 */
final class Worker {
  /** So long a resting worker keeps its connection; shorter than what makes a pool test it. */
  private static final long KEPT = TimeUnit.MILLISECONDS.toNanos(400);
  /** After this a connection is given back at the next chance, so that the supply may replace it. */
  private static final long LONGEST_HELD = TimeUnit.SECONDS.toNanos(5);
  private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(30);

  private final Workers workers;
  private final Environment environment;
  private final Thread thread;
  private volatile boolean woken;
  private volatile long usedAt;
  private boolean keeps;
  private @Nullable Connected connected;

  /**
   * What workers need.
   *
   * @param threads makes them
   * @param supply of connections
   * @param interrupter of what runs on them
   * @param guard of leases
   * @param batchesInTransaction whether writes that travel together take several statements
   * @param transactions whether the backend has them
   */
  record Environment(ThreadFactory threads, ConnectionSupply supply, Interrupter interrupter,
      LeaseGuard guard, boolean batchesInTransaction, BooleanSupplier transactions) {}

  Worker(Workers workers, Environment environment) {
    this.workers = workers;
    this.environment = environment;
    this.thread = environment.threads().newThread(this::run);
  }

  void start() {
    thread.start();
  }

  /** Lets it look for work again. */
  void wake() {
    woken = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    do {
      workers.arrived();
      if (!work()) {
        giveBack();
        workers.workerEnded();
        return;
      }
    } while (rest());
    giveBack();
  }

  /** Works until there is nothing to do; false where all workers end. */
  private boolean work() {
    while (!workers.isClosing()) {
      Entry.LeaseRequest request = workers.nextLease();
      if (request != null) {
        serve(request);
        discardBroken();
        continue;
      }
      Job job = workers.next();
      if (job != null) {
        job.carryOut(this);
        discardBroken();
      } else if (mayRest()) {
        return true;
      }
    }
    return false;
  }

  private boolean mayRest() {
    woken = false;
    keeps = connected != null;
    usedAt = System.nanoTime();
    return workers.rest(this);
  }

  /** Parks until it is woken, while it may be lent; false where it rested for too long. */
  private boolean rest() {
    while (!woken) {
      long rest = (keeps ? KEPT : LONGEST_REST) - (System.nanoTime() - usedAt);
      if (rest > 0) {
        LockSupport.parkNanos(this, rest);
      } else if (!keeps && workers.end(this)) {
        return false;
      } else if (keeps && workers.arise(this)) {
        giveBack();
        return true;
      } else {
        // It is lent, or about to be woken.
        LockSupport.parkNanos(this, KEPT);
      }
    }
    return true;
  }

  /** Whether it has a connection that may be used at once. For who knows that it rests. */
  boolean isReady() {
    Connected known = connected;
    return known != null && !known.isBroken() && known.heldNanos() <= LONGEST_HELD;
  }

  /** Runs a call on the thread that it was lent to, while its own rests. */
  void runLent(Call<?> call) {
    run(call, connected);
    discardBroken();
    usedAt = System.nanoTime();
  }

  /** Runs a call alone, and ends it. */
  <T extends @Nullable Object> void run(Call<T> call) {
    run(call, null);
  }

  /**
   * Runs a call.
   *
   * @param ready the connection to run it on, whatever its age; null for one that is obtained if need be
   */
  private <T extends @Nullable Object> void run(Call<T> call, @Nullable Connected ready) {
    if (call.ended()) {
      return;
    }
    T value;
    try {
      Connected open = ready != null ? ready : connection();
      if (!call.start(() -> open.interruptAttempt(call))) {
        return;
      }
      open.deadline(call.deadline());
      value = attempt(open, call);
    } catch (Throwable failure) {
      Answers.fail(call, failure);
      return;
    }
    Answers.succeed(call, value);
  }

  private <T extends @Nullable Object> T attempt(Connected open, Call<T> call) {
    WorkKind kind = call.kind();
    return switch (kind) {
      case READ -> call.work() instanceof ReadOnlyWork<T> readOnly
          && environment.transactions().getAsBoolean()
              ? open.runReadOnly(call, readOnly)
              : open.runBare(call, false, call.work());
      case WRITE, WITHOUT_TRANSACTION -> open.runBare(call, true, call.work());
      case WRITE_UNIT, ALONE -> environment.transactions().getAsBoolean()
          ? open.runInTransaction(call, call.work())
          : open.runBare(call, true, call.work());
    };
  }

  private void serve(Entry.LeaseRequest request) {
    try {
      if (request.ended()) {
        return;
      }
      Connected open = connection();
      Call<?> call = request.call;
      if (!call.start(() -> open.interruptAttempt(call))) {
        return;
      }
      open.deadline(call.deadline());
      open.begin(call, request.options);
      ServedLease.serve(open, request, environment.guard());
      if (!request.options.transaction()) {
        open.rollback();
      }
    } catch (Throwable failure) {
      request.fail(failure);
      Connected open = connected;
      if (open != null) {
        open.rollback();
      }
    } finally {
      workers.leaseEnded();
    }
  }

  /** Calls wait no longer. */
  void taken(int calls) {
    workers.taken(calls);
  }

  boolean batchesInTransaction() {
    return environment.batchesInTransaction();
  }

  /** Whether others wait, and all workers are busy. */
  boolean isWanted() {
    return workers.areShort();
  }

  /** Leaves a job to whoever comes to it. */
  void leave(Job job) {
    workers.add(job);
  }

  /** The connection, obtained if need be. */
  Connected connection() {
    Connected known = connected;
    if (known != null && (known.isBroken() || known.heldNanos() > LONGEST_HELD)) {
      giveBack();
      known = null;
    }
    if (known == null) {
      known = new Connected(environment.supply().acquire(), environment.interrupter());
      connected = known;
    }
    return known;
  }

  private void discardBroken() {
    if (connected != null && connected.isBroken()) {
      giveBack();
    }
  }

  private void giveBack() {
    Connected known = connected;
    connected = null;
    if (known != null) {
      known.giveBack();
    }
  }
}
