package dev.plinth.support.pooled;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.ErrorCode;
import dev.plinth.support.engine.Engine.LeaseOptions;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.engine.WorkKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Calls that the thread which waits for them carries out itself. */
@Timeout(120)
final class OwnCallsTest extends PooledTest {
  private static final int HABIT = 20;

  private final ExecutorService caller = Executors.newSingleThreadExecutor();
  private final Queue<Thread> talked = new ConcurrentLinkedQueue<>();
  private Thread callerThread = Thread.currentThread();

  @BeforeEach
  void listen() throws Exception {
    stored(1, 2);
    callerThread = onCaller(Thread::currentThread);
    server.incident = (connection, statement) -> talked.add(Thread.currentThread());
  }

  @AfterEach
  void end() {
    caller.shutdownNow();
  }

  @Test
  void areCarriedOutByAThreadThatWaitsForEach() throws Exception {
    onCaller(this::acquireHabit);
    assertThat(lastThread()).isEqualTo(callerThread);
    assertThat(talked.peek()).isNotEqualTo(callerThread);
    onCaller(() -> awaited(increment(1)).value());
    assertThat(lastThread()).isEqualTo(callerThread);
    assertThat(server.number(1)).isEqualTo(1);
    assertThat(server.open.get()).isEqualTo(1);
  }

  @Test
  void areCarriedOutByWorkersForVirtualThreads() throws Exception {
    try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
      virtual.submit(this::acquireHabit).get();
      assertThat(talked).hasSize(HABIT).noneMatch(Thread::isVirtual);
    }
  }

  @Test
  void areCarriedOutByWorkersForThreadsOfAForkJoinPool() throws Exception {
    try (var pool = new ForkJoinPool(1)) {
      pool.submit(this::acquireHabit).get();
      assertThat(talked).hasSize(HABIT).noneMatch(ForkJoinWorkerThread.class::isInstance);
    }
  }

  @Test
  void areCarriedOutByWorkersWhereNobodyComes() throws Exception {
    onCaller(this::acquireHabit);
    List<Sent<?>> sent = onCaller(() -> List.<Sent<?>>of(read(1), increment(1), read(2)));
    for (Sent<?> each : sent) {
      assertThat(each.value()).isNotNull();
    }
    assertThat(lastThread()).isNotEqualTo(callerThread);
  }

  @Test
  void leaveOthersTheirWorkers() throws Exception {
    onCaller(this::acquireHabit);
    CompletableFuture<Void> goOn = holding("findOne", 1);
    Future<?> held = caller.submit(() -> awaited(read(1)).value());
    await(() -> engine.poolStatistics().active() == 1);
    assertThat(increment(2).value()).isEqualTo(1);
    var lease = new Sent<Lease>(WorkKind.READ, session -> {
      throw new AssertionError("a lease is granted, not run");
    });
    engine.lease(lease.call, LeaseOptions.forStream());
    lease.value().release();
    assertThat(held.isDone()).isFalse();
    goOn.complete(null);
    held.get();
  }

  @Test
  void endAtTheirDeadlineThoughTheServerIsDeaf() throws Exception {
    onCaller(this::acquireHabit);
    server.deaf = true;
    var never = new CompletableFuture<Void>();
    server.incident = (connection, statement) -> connection.await(never);
    Sent<Long> write = onCaller(() -> increment(1));
    Future<Sent<Long>> joined = caller.submit(() -> awaited(write));
    await(() -> engine.poolStatistics().active() == 1);
    write.call.timeOut();
    assertThat(joined.get(20, TimeUnit.SECONDS).code()).isEqualTo(ErrorCode.OUTCOME_UNKNOWN);
    assertThat(server.discarded.get()).isEqualTo(1);
  }

  @Test
  void keepAnInterruptForTheCaller() throws Exception {
    onCaller(this::acquireHabit);
    var seen = new AtomicBoolean();
    server.incident = (connection, statement) -> seen.set(Thread.currentThread().isInterrupted());
    boolean kept = onCaller(() -> {
      Thread.currentThread().interrupt();
      Sent<?> read = awaited(read(1));
      boolean interrupted = Thread.interrupted();
      assertThat(read.value()).isNotNull();
      return interrupted;
    });
    assertThat(kept).isTrue();
    assertThat(seen).isFalse();
  }

  @Test
  void areRefusedWhereTheEngineClosedMeanwhile() throws Exception {
    onCaller(this::acquireHabit);
    CompletableFuture<Void> goOn = holding("findOne", 1);
    Future<?> held = caller.submit(() -> awaited(read(1)).value());
    await(() -> engine.poolStatistics().active() == 1);
    CompletableFuture<?> closed = engine.closeAsync();
    goOn.complete(null);
    held.get();
    closed.get(20, TimeUnit.SECONDS);
    assertThat(onCaller(() -> awaited(read(1))).code()).isEqualTo(ErrorCode.NOT_CONNECTED);
    assertThat(server.open.get()).isZero();
  }

  @Test
  void areAllAnsweredWhoeverWaitsForThem() throws Exception {
    List<Future<?>> callers = new ArrayList<>();
    try (ExecutorService platform = Executors.newCachedThreadPool()) {
      for (int thread = 0; thread < 16; thread++) {
        callers.add(platform.submit(this::incrementInTurns));
      }
      for (Future<?> each : callers) {
        each.get();
      }
    }
    assertThat(server.number(1)).isEqualTo(16 * 1_000L);
    await(() -> engine.poolStatistics().active() == 0);
    assertThat(engine.poolStatistics().waiting()).isZero();
    assertThat(server.open.get()).isLessThanOrEqualTo(4);
  }

  /** Waits for most calls at once, for some by their end alone. */
  private void incrementInTurns() {
    for (int round = 0; round < 1_000; round++) {
      Sent<Long> increment = increment(1);
      if (round % 13 != 0) {
        engine.awaited(increment.call);
      }
      assertThat(increment.value()).isEqualTo(1);
    }
  }

  private boolean acquireHabit() {
    for (int call = 0; call < HABIT; call++) {
      assertThat(awaited(read(1)).value()).isPresent();
      // A worker that has answered must come to rest first.
      await(() -> engine.poolStatistics().active() == 0);
    }
    return true;
  }

  private <T> Sent<T> awaited(Sent<T> sent) {
    engine.awaited(sent.call);
    return sent;
  }

  private <T> T onCaller(Callable<T> work) throws Exception {
    return caller.submit(work).get();
  }

  private Thread lastThread() {
    return List.copyOf(talked).getLast();
  }
}
