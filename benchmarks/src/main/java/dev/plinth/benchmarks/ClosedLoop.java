package dev.plinth.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Callers on threads, each of which waits for its call before it makes the next.
 *
 * <p>What is counted is what all of them did in the same time. JMH adds up the rates of its threads,
 * each over a time of its own; where a pool or a lock starves some of them, that is too much.
 */
final class ClosedLoop {
  /**
   * What was reached.
   *
   * @param perSecond calls that ended in the time
   * @param p99Nanos the latency that 1 % of the calls begun in the time exceeded
   * @param bytesPerCall allocated by all threads, the library's own included
   */
  record Load(double perSecond, long p99Nanos, long bytesPerCall) {}

  private static final ThreadMXBean THREADS =
      (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Callable<?> call;
  private final long end;

  private ClosedLoop(Callable<?> call, long end) {
    this.call = call;
    this.end = end;
  }

  /** Lets so many callers on platform threads make the call again and again for this time. */
  static Load run(int callers, Duration time, Callable<?> call)
      throws InterruptedException, ExecutionException {
    return run(callers, time, Thread::new, call);
  }

  /** The same on threads of this kind. */
  static Load run(int callers, Duration time, ThreadFactory kind, Callable<?> call)
      throws InterruptedException, ExecutionException {
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    var loop = new ClosedLoop(call, System.nanoTime() + time.toNanos());
    try (ExecutorService threads = Executors.newThreadPerTaskExecutor(kind)) {
      var logs =
          threads.invokeAll(IntStream.range(0, callers).mapToObj(i -> loop.caller()).toList());
      return summary(logs, time, THREADS.getTotalThreadAllocatedBytes() - allocated);
    }
  }

  private Callable<Log> caller() {
    return () -> {
      var log = new Log();
      for (long began = System.nanoTime(); began < end;) {
        Object unused = call.call();
        long ended = System.nanoTime();
        log.add(ended - began, ended < end);
        began = ended;
      }
      return log;
    };
  }

  private static Load summary(Iterable<Future<Log>> logs, Duration time, long allocated)
      throws InterruptedException, ExecutionException {
    long inTime = 0;
    LongStream all = LongStream.empty();
    for (Future<Log> log : logs) {
      inTime += log.get().inTime;
      all = LongStream.concat(all, log.get().latencies());
    }
    long[] sorted = all.sorted().toArray();
    return new Load(inTime / (time.toNanos() / 1e9), sorted[(int) (sorted.length * 0.99)],
        allocated / sorted.length);
  }

  /** The latencies of one caller. */
  private static final class Log {
    private long[] nanos = new long[1024];
    private int size;
    private int inTime;

    void add(long latency, boolean endedInTime) {
      if (size == nanos.length) {
        nanos = Arrays.copyOf(nanos, size * 2);
      }
      nanos[size++] = latency;
      inTime += endedInTime ? 1 : 0;
    }

    LongStream latencies() {
      return Arrays.stream(nanos, 0, size);
    }
  }
}
