package dev.plinth.support.pooled;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.PoolOptions;
import dev.plinth.support.engine.Call;
import dev.plinth.support.records.RecordWork;
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
 * The threads that talk to the server, at most one for each connection. What waits finds the one that worked
 * last, if one rests: its connection is warm. A worker that rests may be lent to a caller, who then talks to the
 * server himself on its connection ({@link OwnCalls}).
 */
final class Workers {
  private static final long CLEANING = TimeUnit.MILLISECONDS.toNanos(20);

  private final PoolOptions options;
  private final int mostLeases;
  private final Worker.Environment environment;
  private final Coalescer coalescer;
  private final StallWatch watch;
  private final OwnCalls own = new OwnCalls();
  private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();
  private final Queue<Entry.LeaseRequest> requests = new ConcurrentLinkedQueue<>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger requested = new AtomicInteger();
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private volatile boolean allAwake;

  private final Deque<Worker> resting = new ArrayDeque<>();
  private int workers;
  private volatile int active;
  private int leases;
  private int onTheirWay;
  private long cleaned = System.nanoTime();
  private volatile boolean closing;

  Workers(String backend, PoolOptions options, Batching batching,
      Worker.Environment environment) {
    this.options = options;
    // One connection stays for short calls, so that streams and transactions cannot starve them.
    this.mostLeases = Math.max(1, options.maxSize() - 1);
    this.environment = environment;
    this.coalescer = new Coalescer(batching, this);
    this.watch = new StallWatch("plinth-" + backend + "-stall-watch", this::lookAfter);
  }

  /** Takes a call. One about a single record is left to its caller, where he waits and nothing else is going on. */
  void submit(Call<?> call) {
    boolean awaited = own.made();
    if (!admit(call)) {
      return;
    }
    if (!awaited || active > 0 || closing || !(call.work() instanceof RecordWork<?>)) {
      send(call);
      return;
    }
    own.leave(call);
    watch.arm();
    if (closing && own.withdraw(call)) {
      send(call);
    }
  }

  private void send(Call<?> call) {
    if (!coalescer.offer(call)) {
      add(new CallJob(call));
    }
  }

  /** The current thread waits for a call, and carries it out where that is left to it and a worker rests. */
  void awaited(Call<?> call) {
    if (own.giveBack(call) && !(OwnCalls.mayRun() && runOnCaller(call))) {
      sendOrFail(call);
    }
  }

  /** Whoever made the call does not hear of what is thrown here. */
  private void sendOrFail(Call<?> call) {
    try {
      send(call);
    } catch (Throwable thrown) {
      Answers.fail(call, thrown);
    }
  }

  private boolean runOnCaller(Call<?> call) {
    Worker worker = lend();
    if (worker == null) {
      return false;
    }
    taken(1);
    // Drivers look at it, and it is none of their business.
    boolean interrupted = Thread.interrupted();
    try {
      worker.runLent(call);
    } finally {
      takeBack(worker);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return true;
  }

  /** A worker that rests, with its connection; null where there is none. {@link #takeBack} must follow. */
  private synchronized @Nullable Worker lend() {
    Worker worker = resting.peek();
    if (worker == null || !worker.isReady()) {
      return null;
    }
    resting.pop();
    counted();
    return worker;
  }

  private synchronized void takeBack(Worker worker) {
    if (!rest(worker)) {
      onTheirWay++;
      worker.wake();
    }
  }

  /** Looks after calls that nobody came for; whether there may be more. */
  private boolean lookAfter() {
    own.forgotten().forEach(this::sendOrFail);
    return !own.isEmpty();
  }

  /** Lets a call in that will wait; refuses it when too many do. {@link #taken} must follow. */
  private boolean admit(Call<?> call) {
    if (waiting.incrementAndGet() <= options.maxQueue()) {
      return true;
    }
    dropEnded();
    if (waiting.get() <= options.maxQueue()) {
      return true;
    }
    waiting.decrementAndGet();
    Answers.fail(call, new DatabaseException(ErrorCode.OVERLOADED, options.maxQueue()
        + " calls are waiting already; send fewer at a time or raise pool.maxQueue"));
    return false;
  }

  /** Calls wait no longer: they have ended, or are carried out. */
  void taken(int calls) {
    waiting.addAndGet(-calls);
  }

  /** Adds a job and finds somebody to do it. */
  void add(Job job) {
    queued.incrementAndGet();
    jobs.add(job);
    if (closing) {
      refuseAll();
    } else if (!allAwake) {
      wake();
    }
  }

  /** Takes a request for a connection of one's own. */
  void lease(Entry.LeaseRequest request) {
    requested.incrementAndGet();
    requests.add(request);
    if (closing) {
      refuseAll();
    } else {
      wake();
    }
  }

  /** The next job; null where none waits. */
  @Nullable
  Job next() {
    Job job = jobs.poll();
    if (job != null) {
      queued.decrementAndGet();
    }
    return job;
  }

  /** Whether jobs wait, and all workers are busy. */
  boolean areShort() {
    return allAwake && queued.get() > 0;
  }

  /** The next request that may be granted; {@link #leaseEnded} must follow. Null where there is none. */
  Entry.@Nullable LeaseRequest nextLease() {
    if (requests.isEmpty()) {
      return null;
    }
    synchronized (this) {
      Entry.LeaseRequest request = leases < mostLeases ? requests.poll() : null;
      if (request != null) {
        requested.decrementAndGet();
        leases++;
      }
      return request;
    }
  }

  /** A lease was given back. */
  synchronized void leaseEnded() {
    leases--;
  }

  /** A worker that was woken looks for work. */
  synchronized void arrived() {
    onTheirWay--;
  }

  /** A worker found nothing to do; whether it may rest. */
  synchronized boolean rest(Worker worker) {
    // First this: who adds a job looks at it afterwards.
    allAwake = false;
    if (closing || !jobs.isEmpty() || grantable() > 0) {
      return false;
    }
    resting.push(worker);
    counted();
    return true;
  }

  /** A worker wakes by itself and is about to look for work; false where it was woken or lent before. */
  synchronized boolean arise(Worker worker) {
    if (!resting.remove(worker)) {
      return false;
    }
    onTheirWay++;
    counted();
    return true;
  }

  /** A worker rested for long; whether it shall end. */
  synchronized boolean end(Worker worker) {
    if (!resting.remove(worker)) {
      return false;
    }
    workers--;
    counted();
    return true;
  }

  /** A worker ends because all do. */
  synchronized void workerEnded() {
    workers--;
    counted();
    if (workers == 0) {
      ended.complete(null);
    }
  }

  boolean isClosing() {
    return closing;
  }

  private int grantable() {
    return Math.min(requested.get(), mostLeases - leases);
  }

  private synchronized void wake() {
    if (onTheirWay >= queued.get() + grantable()) {
      return;
    }
    Worker worker = resting.poll();
    if (worker != null) {
      onTheirWay++;
      counted();
      worker.wake();
    } else if (workers < options.maxSize() && !closing) {
      startWorker();
    } else {
      allAwake = true;
    }
  }

  private synchronized void startWorker() {
    var fresh = new Worker(this, environment);
    workers++;
    onTheirWay++;
    boolean started = false;
    try {
      fresh.start();
      started = true;
    } finally {
      if (!started) {
        workers--;
        onTheirWay--;
      }
      counted();
    }
  }

  private synchronized void counted() {
    active = workers - resting.size();
  }

  /** Forgets calls that nobody wants any more, so that they do not count. */
  private synchronized void dropEnded() {
    long now = System.nanoTime();
    if (now - cleaned > CLEANING) {
      cleaned = now;
      jobs.forEach(job -> {
        if (job instanceof CallJob call && call.isEnded()) {
          taken(call.uncounted());
        }
      });
      coalescer.dropEnded();
    }
  }

  /** How many work. */
  int active() {
    return active;
  }

  /** How many calls wait. */
  int waiting() {
    return waiting.get() + requested.get();
  }

  /** Ends all threads. */
  CompletableFuture<@Nullable Void> closeAsync() {
    synchronized (this) {
      closing = true;
      watch.close();
      while (!resting.isEmpty()) {
        onTheirWay++;
        resting.pop().wake();
      }
      counted();
      if (workers == 0) {
        ended.complete(null);
      }
    }
    refuseAll();
    return ended;
  }

  private void refuseAll() {
    for (Job job = next(); job != null; job = next()) {
      job.refuse(closed());
    }
    for (Entry.LeaseRequest request = requests.poll(); request != null; request =
        requests.poll()) {
      requested.decrementAndGet();
      request.fail(closed());
    }
  }

  static DatabaseException closed() {
    return new DatabaseException(ErrorCode.NOT_CONNECTED, "the database is closed");
  }
}
