package dev.plinth.support.pooled;

import dev.plinth.support.engine.Call;
import dev.plinth.support.records.RecordWork;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets single-record calls of one shape travel together: those that wait while a round trip is in flight take the
 * next one. Nothing waits that could go at once.
 */
final class Coalescer {
  private final Batching batching;
  private final Workers workers;
  private final Set<BatchQueue> busy = ConcurrentHashMap.newKeySet();

  Coalescer(Batching batching, Workers workers) {
    this.batching = batching;
    this.workers = workers;
  }

  Batching batching() {
    return batching;
  }

  Workers workers() {
    return workers;
  }

  /** Takes a call that may travel with others; whether it did. */
  boolean offer(Call<?> call) {
    if (!(call.work() instanceof RecordWork<?> work)) {
      return false;
    }
    BatchQueue queue = TableQueues.of(work.table(), this).queue(work);
    return queue != null && queue.offer(call, work);
  }

  void isBusy(BatchQueue queue) {
    busy.add(queue);
  }

  void isIdle(BatchQueue queue) {
    busy.remove(queue);
  }

  /** Forgets calls that nobody wants any more. */
  void dropEnded() {
    workers.taken(busy.stream().mapToInt(BatchQueue::dropEnded).sum());
  }
}
