package dev.plinth.support.pooled;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends what runs on connections, from threads that may block: first asks the server, again and again, and cuts the
 * connection where that does not help within a grace.
 */
final class Interrupter {
  private static final long GRACE_MILLIS = 500;
  private static final long AGAIN_MILLIS = 50;

  private final String backend;
  private @Nullable ScheduledThreadPoolExecutor timer;

  Interrupter(String backend) {
    this.backend = backend;
  }

  /** Ends an attempt. */
  void interrupt(Connected connection, Object attempt) {
    Future<?> unused = cutAfter(connection, attempt, GRACE_MILLIS);
    Thread.ofPlatform().daemon().name("plinth-" + backend + "-interrupt").start(() -> {
      while (connection.askToEnd(attempt)) {
        connection.awaitEnd(attempt, AGAIN_MILLIS);
      }
    });
  }

  /** Cuts the connection if the attempt has not ended by then. */
  Future<?> cutAfter(Connected connection, Object attempt, long millis) {
    return timer().schedule(() -> connection.cut(attempt), millis, TimeUnit.MILLISECONDS);
  }

  private synchronized ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor known = timer;
    if (known == null) {
      known = new ScheduledThreadPoolExecutor(1,
          Thread.ofPlatform().daemon().name("plinth-" + backend + "-guard").factory());
      known.setRemoveOnCancelPolicy(true);
      timer = known;
    }
    return known;
  }

  synchronized void close() {
    if (timer != null) {
      timer.shutdownNow();
    }
  }
}
