package dev.plinth.support.pooled;

import dev.plinth.support.engine.BatchSession;
import dev.plinth.support.engine.Call;
import dev.plinth.support.records.RecordWork;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one shape. A few of its round trips, the lanes, may be in flight at once; each takes all
 * that wait when it starts. As a job it is one lane.
 */
final class BatchQueue implements Job {
  private final BatchShape shape;
  private final Coalescer coalescer;
  private final int mostLanes;
  private final int mostMembers;
  private final Queue<Member> members = new ConcurrentLinkedQueue<>();
  private final Queue<Member> heldBack = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lanes = new AtomicInteger();

  BatchQueue(BatchShape shape, Coalescer coalescer) {
    this.shape = shape;
    this.coalescer = coalescer;
    Batching batching = coalescer.batching();
    this.mostLanes = shape.writes() ? batching.writeLanes() : batching.readLanes();
    this.mostMembers = batching.mostMembers();
  }

  /** Takes a call, unless calls of this shape travel alone. */
  boolean offer(Call<?> call, RecordWork<?> work) {
    if (mostLanes == 0) {
      return false;
    }
    members.add(new Member(call, work, shape.keyOf(work)));
    openLane();
    return true;
  }

  private void openLane() {
    int open = lanes.get();
    while (open < mostLanes) {
      if (lanes.compareAndSet(open, open + 1)) {
        coalescer.isBusy(this);
        coalescer.workers().add(this);
        return;
      }
      open = lanes.get();
    }
  }

  private void closeLane() {
    if (lanes.decrementAndGet() == 0) {
      coalescer.isIdle(this);
    }
    if (hasMembers()) {
      // Somebody came who saw this lane still open.
      openLane();
    }
  }

  private boolean hasMembers() {
    return !members.isEmpty() || !heldBack.isEmpty();
  }

  @Override
  public void carryOut(Worker worker) {
    while (hasMembers()) {
      travel(worker);
      if (worker.isWanted()) {
        // Others wait that no worker is left for: they come first.
        worker.leave(this);
        return;
      }
    }
    closeLane();
  }

  /** The connection first: whoever comes while it is obtained goes along. */
  private void travel(Worker worker) {
    boolean together;
    try {
      together = worker.connection().session() instanceof BatchSession;
    } catch (Throwable unconnected) {
      refuse(unconnected);
      return;
    }
    List<Member> taken = take(together ? mostMembers : 1);
    worker.taken(taken.size());
    if (taken.size() > 1) {
      new Batch(worker, shape).run(taken);
    } else if (!taken.isEmpty()) {
      worker.run(taken.get(0).call());
    }
  }

  /** Takes members, of writes at most one for each record: a second one waits for the next round trip. */
  private List<Member> take(int most) {
    var taken = new ArrayList<Member>();
    Set<Object> written = new HashSet<>();
    List<Member> again = new ArrayList<>();
    for (Member member = poll(); member != null; member = taken.size() < most ? poll() : null) {
      Object key = member.key();
      if (member.call().ended()) {
        coalescer.workers().taken(1);
      } else if (shape.writes() && key != null && !written.add(key)) {
        again.add(member);
      } else {
        taken.add(member);
      }
    }
    heldBack.addAll(again);
    return taken;
  }

  private @Nullable Member poll() {
    Member member = heldBack.poll();
    return member != null ? member : members.poll();
  }

  /** Refuses all that wait. */
  @Override
  public void refuse(Throwable reason) {
    for (Member member = poll(); member != null; member = poll()) {
      coalescer.workers().taken(1);
      member.fail(reason);
    }
  }

  /** Forgets calls that nobody wants any more; returns how many there were. */
  int dropEnded() {
    return drop(members) + drop(heldBack);
  }

  private static int drop(Queue<Member> queue) {
    var dropped = new AtomicInteger();
    queue.removeIf(member -> member.call().ended() && dropped.incrementAndGet() > 0);
    return dropped.get();
  }
}
