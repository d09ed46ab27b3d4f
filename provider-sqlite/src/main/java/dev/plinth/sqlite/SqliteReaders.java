package dev.plinth.sqlite;

import dev.plinth.PoolOptions;
import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine.LeaseOptions;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.serving.Answers;
import dev.plinth.support.serving.Entry;
import dev.plinth.support.serving.OwnCalls;
import dev.plinth.support.serving.StallWatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that read. As few as possible are awake: one that is at work takes the next call for
 * nothing, and waking another costs more than a read. So a further one is woken only where the queue
 * is long or does not move; and a caller that waits for its read does it itself, on the connection of a
 * reader that rests, where it did so before ({@link OwnCalls}).
 */
final class SqliteReaders {
  /** Calls that one reader is trusted with. */
  private static final int BACKLOG = 16;
  private static final long STALLED = TimeUnit.MICROSECONDS.toNanos(200);

  private final PoolOptions options;
  private final int mostLeases;
  private final Reader.Environment environment;
  private final StallWatch watch;
  private final OwnCalls own = new OwnCalls();

  private final Queue<Call<?>> calls = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Queue<Entry.LeaseRequest> requests = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private volatile int awake;
  private volatile long lastStart = System.nanoTime();

  private final Deque<Reader> resting = new ArrayDeque<>();
  private int readers;
  private int leases;
  private int lent;
  private boolean missed;
  private boolean closing;

  /** Readers, none of which is started yet. */
  SqliteReaders(PoolOptions options, Reader.Environment environment) {
    this.options = options;
    // One reader stays for short reads, so that streams and transactions cannot starve them.
    this.mostLeases = Math.max(1, options.maxSize() - 1);
    this.environment = environment;
    this.watch = new StallWatch("plinth-sqlite-stall-watch", this::lookAfter);
  }

  /** Takes a call. */
  void submit(Call<?> call) {
    int before = waiting.getAndIncrement();
    if (before >= options.maxQueue()) {
      waiting.decrementAndGet();
      Answers.fail(call, WriterQueue.overloaded(options.maxQueue()));
      return;
    }
    if (own.made()) {
      own.leave(call);
      watch.arm();
    } else {
      add(call);
    }
  }

  private void add(Call<?> call) {
    calls.add(call);
    if (isShort()) {
      wakeIfShort();
    } else {
      watch.arm();
    }
  }

  /** The current thread waits for a call, and carries it out where that is left to it and a reader rests. */
  void awaited(Call<?> call) {
    if (own.giveBack(call) && !(OwnCalls.mayRun() && readOnCaller(call))) {
      add(call);
    }
  }

  private boolean readOnCaller(Call<?> call) {
    Reader reader = lend();
    if (reader == null) {
      return false;
    }
    boolean done = false;
    waiting.decrementAndGet();
    try {
      done = reader.isReady() && reader.attempt(call);
    } finally {
      if (!done) {
        waiting.incrementAndGet();
      }
      takeBack(reader);
    }
    return done;
  }

  private synchronized @Nullable Reader lend() {
    Reader reader = resting.poll();
    if (reader != null) {
      lent++;
    }
    return reader;
  }

  private synchronized void takeBack(Reader reader) {
    lent--;
    resting.push(reader);
    if (closing || missed) {
      missed = false;
      wake();
    }
  }

  /** Takes a request for a reader of one's own. */
  void lease(Call<Lease> call, LeaseOptions leaseOptions) {
    requests.add(new Entry.LeaseRequest(call, leaseOptions));
    wake();
  }

  /** The next call; null where none waits. */
  @Nullable
  Call<?> next() {
    Call<?> call = calls.poll();
    if (call != null) {
      waiting.decrementAndGet();
      lastStart = System.nanoTime();
    }
    return call;
  }

  /** The next request that may be granted; {@link #leaseEnded} must follow. Null where there is none. */
  Entry.@Nullable LeaseRequest nextLease() {
    if (requests.isEmpty()) {
      return null;
    }
    synchronized (this) {
      Entry.LeaseRequest request = leases < mostLeases ? requests.poll() : null;
      if (request != null) {
        leases++;
        awake--;
      }
      if (request != null && !calls.isEmpty()) {
        wake();
      }
      return request;
    }
  }

  /** A lease was given back. */
  synchronized void leaseEnded() {
    leases--;
    awake++;
  }

  /** A reader found nothing to do; whether it may rest. */
  synchronized boolean rest(Reader reader) {
    if (closing || !calls.isEmpty() || (!requests.isEmpty() && leases < mostLeases)) {
      return false;
    }
    awake--;
    resting.push(reader);
    return true;
  }

  /** A reader rested for long; whether it shall end. */
  synchronized boolean end(Reader reader) {
    if (!closing && readers <= options.minIdle()) {
      return false;
    }
    if (!resting.remove(reader)) {
      return false;
    }
    readerEnded();
    return true;
  }

  /** A reader ends, in spite of everything. */
  synchronized void readerEnded() {
    readers--;
    if (closing && readers == 0) {
      ended.complete(null);
    }
  }

  synchronized boolean isClosing() {
    return closing;
  }

  /** Whether those that are awake do not suffice. */
  private boolean isShort() {
    int active = awake;
    return active == 0 || waiting.get() > BACKLOG * active
        || System.nanoTime() - lastStart > STALLED;
  }

  private synchronized void wakeIfShort() {
    if (isShort()) {
      wake();
    }
  }

  /** Looks after calls that wait; whether there are any. */
  private boolean lookAfter() {
    own.forgotten().forEach(this::add);
    if (calls.isEmpty()) {
      return !own.isEmpty();
    }
    if (isShort()) {
      wakeIfShort();
    }
    return true;
  }

  private synchronized void wake() {
    lastStart = System.nanoTime();
    Reader reader = resting.poll();
    if (reader != null) {
      awake++;
      reader.wake();
    } else if (readers < options.maxSize() && !closing) {
      readers++;
      awake++;
      new Reader(this, environment).start();
    } else {
      missed = true;
    }
  }

  /** How many work. */
  synchronized int active() {
    return awake + leases + lent;
  }

  /** How many rest with a connection. */
  synchronized int idle() {
    return resting.size();
  }

  /** How many calls wait. */
  int waiting() {
    return waiting.get() + requests.size();
  }

  /** Ends all threads. */
  synchronized CompletableFuture<@Nullable Void> closeAsync() {
    closing = true;
    watch.close();
    while (!resting.isEmpty()) {
      awake++;
      resting.pop().wake();
    }
    if (readers == 0) {
      ended.complete(null);
    }
    return ended;
  }
}
