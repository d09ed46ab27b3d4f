package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that each wait for an answer before they ask again. */
record Load(int clients, int seconds) {
  private static final double WARM_UP = 0.1;

  /** Calls for the given time, and measures all but its beginning. */
  Measurement measure(Workload workload) {
    long began = System.nanoTime();
    long counted = began + (long) (WARM_UP * TimeUnit.SECONDS.toNanos(seconds));
    long end = began + TimeUnit.SECONDS.toNanos(seconds);
    var calls = new AtomicLong();
    List<Client> all = new ArrayList<>();
    for (int client = 0; client < clients; client++) {
      all.add(new Client(workload, calls, counted, end, new Random(client)));
    }
    List<Thread> threads =
        all.stream().map(client -> Thread.ofVirtual().name("plinth-bench").start(client)).toList();
    threads.forEach(Load::join);
    return measurement(workload, all, counted);
  }

  private static Measurement measurement(Workload workload, List<Client> clients, long counted) {
    var latencies = new Latencies();
    var errors = new TreeMap<String, Long>();
    for (Client client : clients) {
      latencies.add(client.latencies);
      client.errors.forEach((code, count) -> errors.merge(code, count, Long::sum));
    }
    return new Measurement(workload, latencies, errors,
        Math.max(0, System.nanoTime() - counted) / 1e9);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Misuse("interrupted");
    }
  }

  /** One who asks. */
  private static final class Client implements Runnable {
    private final Latencies latencies = new Latencies();
    private final Map<String, Long> errors = new TreeMap<>();
    private final Workload workload;
    private final AtomicLong calls;
    private final long counted;
    private final long end;
    private final Random random;

    Client(Workload workload, AtomicLong calls, long counted, long end, Random random) {
      this.workload = workload;
      this.calls = calls;
      this.counted = counted;
      this.end = end;
      this.random = random;
    }

    @Override
    public void run() {
      long now = System.nanoTime();
      while (now - end < 0 && calls.incrementAndGet() <= workload.mostCalls()) {
        long asked = now;
        try {
          var unused = await(workload.call().apply(random));
          now = System.nanoTime();
          if (asked - counted >= 0) {
            latencies.record(now - asked);
          }
        } catch (DatabaseException failure) {
          now = System.nanoTime();
          errors.merge(failure.code().code(), 1L, Long::sum);
        }
      }
    }
  }
}
