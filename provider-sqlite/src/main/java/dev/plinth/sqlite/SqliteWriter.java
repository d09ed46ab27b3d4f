package dev.plinth.sqlite;

import dev.plinth.support.engine.Call;
import dev.plinth.support.engine.Engine.LeaseOptions;
import dev.plinth.support.engine.Lease;
import dev.plinth.support.serving.Entry;
import dev.plinth.support.serving.LeaseGuard;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The one thread that writes, on the one connection that may. In memory, where there is no other, reads run here too. */
final class SqliteWriter {
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final LaneSlot slot;
  private final WriterQueue queue;
  private final WriterWork work;
  private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
  private volatile boolean closing;
  private volatile boolean busy;

  /** Starts a writer. */
  SqliteWriter(LaneSlot slot, LeaseGuard guard, int maxQueue) {
    this.slot = slot;
    this.queue = new WriterQueue(maxQueue);
    this.work = new WriterWork(slot, queue, guard);
    Thread.ofPlatform().daemon().name("plinth-sqlite-writer-" + THREADS.incrementAndGet())
        .start(this::run);
  }

  /** Takes a call. */
  void submit(Call<?> call) {
    queue.add(new Entry.Submission(call));
  }

  /** Takes a request for the connection. */
  void lease(Call<Lease> call, LeaseOptions options) {
    queue.add(new Entry.LeaseRequest(call, options));
  }

  /** Runs something with the open connection, between two transactions. */
  CompletableFuture<@Nullable Void> execute(Consumer<Lane> action) {
    var done = new CompletableFuture<@Nullable Void>();
    queue.addAnyway(new Entry.Task(() -> {
      try {
        if (closing) {
          throw SqliteEngine.closed();
        }
        action.accept(slot.lane());
        done.complete(null);
      } catch (Throwable failure) {
        done.completeExceptionally(failure);
      }
    }));
    return done;
  }

  /** Whether the connection is open. */
  boolean isOpen() {
    return slot.isOpen();
  }

  /** Whether it works right now. */
  boolean isBusy() {
    return busy;
  }

  /** How many calls wait. */
  int waiting() {
    return queue.size();
  }

  /** Closes the connection and ends the thread. */
  CompletableFuture<@Nullable Void> closeAsync() {
    queue.addAnyway(new Entry.Task(() -> closing = true));
    return ended;
  }

  private void run() {
    while (!closing) {
      Entry entry = queue.next();
      busy = true;
      work.carryOut(entry);
      busy = false;
    }
    queue.close();
    try {
      slot.close();
      ended.complete(null);
    } catch (RuntimeException failure) {
      ended.completeExceptionally(failure);
    }
  }
}
