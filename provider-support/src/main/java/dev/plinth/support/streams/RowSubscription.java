package dev.plinth.support.streams;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Row;
import dev.plinth.support.pipeline.CallClock;
import dev.plinth.support.pipeline.Completions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One subscription (Reactive Streams, rules 1 to 3): a loop that is run by one thread at a time, on the
 * executor, emits what is there and wanted, and fetches the next chunk meanwhile.
 */
final class RowSubscription implements Flow.Subscription {
  private static final int FIRST_CHUNK = 64;
  private static final int CHUNK = 1024;

  private final Flow.Subscriber<? super Row> subscriber;
  private final RowSource source;
  private final Executor executor;
  private final CallClock clock;
  private final long idleNanos;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger signals = new AtomicInteger();

  private final ArrayDeque<List<Row>> chunks = new ArrayDeque<>();
  private int position;
  private boolean fetching;
  private boolean exhausted;
  private int fetched;
  private boolean closed;

  private volatile boolean over;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable List<Row> arrived;
  private volatile CallClock.@Nullable Due idleness;
  private volatile long lastDemand = System.nanoTime();

  RowSubscription(Flow.Subscriber<? super Row> subscriber, RowSource source, Executor executor,
      CallClock clock,
      Duration idleTime) {
    this.subscriber = subscriber;
    this.source = source;
    this.executor = executor;
    this.clock = clock;
    this.idleNanos = idleTime.toNanos();
  }

  void start() {
    // onSubscribe comes first and alone: the loop is held back until it has returned.
    signals.incrementAndGet();
    executor.execute(() -> {
      subscriber.onSubscribe(this);
      watchIdleness();
      loop();
    });
  }

  @Override
  public void request(long rows) {
    if (rows <= 0) {
      failure = new IllegalArgumentException(
          "request takes a positive number (Reactive Streams, rule 3.9)");
    } else {
      demand.accumulateAndGet(rows, (now, more) -> now + more < 0 ? Long.MAX_VALUE : now + more);
      lastDemand = System.nanoTime();
    }
    signal();
  }

  @Override
  public void cancel() {
    over = true;
    signal();
  }

  private void signal() {
    if (signals.getAndIncrement() == 0) {
      executor.execute(this::loop);
    }
  }

  private void loop() {
    int handled;
    do {
      handled = signals.get();
      step();
    } while (signals.addAndGet(-handled) != 0);
  }

  private void step() {
    takeArrived();
    while (!over && failure == null && demand.get() > 0 && emitOne()) {
      if (demand.get() != Long.MAX_VALUE) {
        demand.decrementAndGet();
      }
      lastDemand = System.nanoTime();
    }
    if (over) {
      end();
    } else if (failure != null) {
      finish(failure);
    } else if (exhausted && chunks.isEmpty()) {
      finish(null);
    } else if (!fetching && !exhausted && chunks.size() < 2 && demand.get() > 0) {
      fetch();
    }
  }

  private boolean emitOne() {
    List<Row> chunk = chunks.peek();
    if (chunk == null) {
      return false;
    }
    if (!fetching && !exhausted && chunks.size() < 2) {
      fetch();
    }
    Row row = chunk.get(position++);
    if (position == chunk.size()) {
      chunks.remove();
      position = 0;
    }
    try {
      subscriber.onNext(row);
    } catch (RuntimeException brokenSubscriber) {
      over = true;
    }
    return true;
  }

  private void fetch() {
    fetching = true;
    Completions.whenEnded(source.fetch(fetched++ == 0 ? FIRST_CHUNK : CHUNK), (rows, thrown) -> {
      if (thrown != null) {
        failure = thrown instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : thrown;
      } else {
        arrived = rows;
      }
      signal();
    });
  }

  private void takeArrived() {
    List<Row> rows = arrived;
    if (rows != null) {
      arrived = null;
      fetching = false;
      if (rows.isEmpty()) {
        exhausted = true;
      } else {
        chunks.add(rows);
      }
    }
  }

  private void finish(@Nullable Throwable reason) {
    end();
    over = true;
    failure = null;
    demand.set(0);
    if (reason == null) {
      subscriber.onComplete();
    } else {
      subscriber.onError(reason);
    }
  }

  private void end() {
    chunks.clear();
    exhausted = true;
    CallClock.Due due = idleness;
    if (due != null) {
      boolean unused = due.cancel();
    }
    if (!closed) {
      closed = true;
      source.close();
    }
  }

  private void watchIdleness() {
    idleness = clock.after(idleNanos, () -> {
      if (over) {
        return;
      }
      long idle = System.nanoTime() - lastDemand;
      if (demand.get() == 0 && idle >= idleNanos) {
        failure = new DatabaseException(ErrorCode.TIMEOUT,
            "the stream saw no demand for its idle time and was closed; request rows, or cancel it when done");
        signal();
      } else {
        watchIdleness();
      }
    });
  }
}
