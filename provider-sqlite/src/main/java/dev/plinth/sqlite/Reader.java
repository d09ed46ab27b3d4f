package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.support.engine.Call;
import dev.plinth.support.serving.Answers;
import dev.plinth.support.serving.Entry;
import dev.plinth.support.serving.LeaseGuard;
import dev.plinth.support.serving.ServedLease;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that reads, with a connection that it keeps while there is work. While it rests, it may be lent with its connection to
 * another thread: {@link SqliteReaders} hands it over.
 */
final class Reader {
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final SqliteReaders readers;
  private final Environment environment;
  private final Thread thread;
  private volatile boolean woken;
  private @Nullable Lane lane;
  private long borrowed;

  /**
   * What readers need.
   *
   * @param pool of connections
   * @param setUp makes sure that there is a database to read
   * @param watch over the file
   * @param guard of leases
   * @param mostIdle after which a reader without work ends
   * @param maxLifetime after which its connection is replaced
   */
  record Environment(ReaderPool pool, SetUp setUp, FileWatch watch, LeaseGuard guard,
      Duration mostIdle, Duration maxLifetime) {}

  /** Makes sure that there is a database to read; fails with {@link DatabaseException}. */
  interface SetUp {
    /** Waits until there is. */
    void await();
  }

  Reader(SqliteReaders readers, Environment environment) {
    this.readers = readers;
    this.environment = environment;
    this.thread = Thread.ofPlatform().daemon()
        .name("plinth-sqlite-reader-" + THREADS.incrementAndGet()).unstarted(this::run);
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
      work();
    } while (rest());
    giveUpLane();
  }

  private void work() {
    while (!readers.isClosing()) {
      Entry.LeaseRequest request = readers.nextLease();
      if (request != null) {
        serve(request);
        continue;
      }
      Call<?> call = readers.next();
      if (call == null) {
        return;
      }
      read(call);
    }
  }

  /** Parks until there is work; whether there is, and not the end. */
  private boolean rest() {
    woken = false;
    if (readers.isClosing()) {
      giveUpLane();
      readers.readerEnded();
      return false;
    }
    if (!readers.rest(this)) {
      return true;
    }
    long since = System.nanoTime();
    long mostIdle = environment.mostIdle.toNanos();
    while (!woken) {
      long left = mostIdle - (System.nanoTime() - since);
      if (left > 0) {
        LockSupport.parkNanos(this, left);
      } else if (readers.end(this)) {
        return false;
      } else {
        since = System.nanoTime();
      }
    }
    return true;
  }

  private void read(Call<?> call) {
    var pause = new Pause();
    while (!call.ended() && !attempt(call)) {
      pause.next();
    }
  }

  /** Reads once; whether nobody was in the way. On the thread of the reader, or on one that it is lent to. */
  <T extends @Nullable Object> boolean attempt(Call<T> call) {
    try {
      Lane open = lane();
      if (call.start(() -> open.interrupt(call))) {
        Answers.succeed(call, open.run(call));
      }
      return true;
    } catch (Throwable failure) {
      if (SqliteErrors.isBusy(failure)) {
        call.restart();
        return false;
      }
      Answers.fail(call, failure);
      giveUpIfBroken(failure);
      return true;
    }
  }

  /** Whether it has a connection that need not be replaced. For the thread that it is lent to. */
  boolean isReady() {
    return lane != null && !isWornOut();
  }

  private boolean isWornOut() {
    return System.nanoTime() - borrowed > environment.maxLifetime.toNanos();
  }

  private void serve(Entry.LeaseRequest request) {
    var pause = new Pause();
    try {
      while (!request.ended() && !serveNow(request)) {
        pause.next();
      }
    } finally {
      readers.leaseEnded();
    }
  }

  /** Whether it was served or refused; not while another process is in the way. */
  private boolean serveNow(Entry.LeaseRequest request) {
    try {
      Lane open = lane();
      if (request.options.transaction()) {
        open.execute(Control.BEGIN_READ);
        if (!open.attempt(Control.FIX_SNAPSHOT)) {
          open.rollback();
          return false;
        }
      }
      ServedLease.serve(open, request, environment.guard);
      return true;
    } catch (Throwable failure) {
      giveUpLane();
      if (!SqliteErrors.isBusy(failure)) {
        request.fail(failure);
      }
      return !SqliteErrors.isBusy(failure);
    }
  }

  private Lane lane() {
    environment.watch.check();
    Lane known = lane;
    if (known != null && isWornOut()) {
      giveUpLane();
      known = null;
    }
    if (known == null) {
      environment.setUp.await();
      known = environment.pool.borrow();
      lane = known;
      borrowed = System.nanoTime();
    }
    return known;
  }

  private void giveUpIfBroken(Throwable failure) {
    if (SqliteErrors.breaksConnection(failure)) {
      giveUpLane();
    }
  }

  private void giveUpLane() {
    Lane known = lane;
    lane = null;
    if (known != null) {
      try {
        known.close();
      } catch (DatabaseException alreadyBroken) {
        // It is given up because it is of no use.
      }
    }
  }
}
