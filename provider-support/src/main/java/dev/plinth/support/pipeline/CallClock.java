package dev.plinth.support.pipeline;

import dev.plinth.support.engine.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends calls at their deadlines and runs what is due, on one thread that looks every few milliseconds
 * while there is something to look at, and sleeps otherwise.
 *
 * <p>A look at all calls is cheaper than a timer for each: nearly all end long before their deadline.
 */
public final class CallClock {
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int IDLE_TICKS = 50;

  /** Something that is due later. */
  public final class Due {
    private final long at;
    private final Runnable action;

    private Due(long at, Runnable action) {
      this.at = at;
      this.action = action;
    }

    /** It is not run any more, and nothing of it is kept; false where it runs already. */
    public boolean cancel() {
      return dues.remove(this);
    }
  }

  private final Watchlist calls = new Watchlist();
  /** What one tick looks at, of the clock's thread alone. */
  private final List<Call<?>> looked = new ArrayList<>();
  private final Set<Due> dues = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile boolean sleeping;
  private volatile boolean closed;

  /** Starts the clock. */
  public CallClock(String backend) {
    thread = Thread.ofPlatform().daemon().name("plinth-" + backend + "-clock").unstarted(this::run);
    thread.start();
  }

  /** Watches a call until {@link #forget}. */
  void watch(Watched call) {
    calls.add(call);
    wakeUp();
  }

  /** The call has ended. */
  void forget(Watched call) {
    calls.remove(call);
  }

  /** Runs an action after a while; it must not block. Not run once the clock is closed. */
  public Due after(long nanos, Runnable action) {
    var due = new Due(System.nanoTime() + nanos, action);
    dues.add(due);
    wakeUp();
    return due;
  }

  /** Stops the clock. */
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void wakeUp() {
    if (sleeping) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    int idle = 0;
    while (!closed) {
      if (calls.isEmpty() && dues.isEmpty() && ++idle > IDLE_TICKS) {
        sleep();
        idle = 0;
      } else {
        LockSupport.parkNanos(this, TICK_NANOS);
        tick();
      }
    }
  }

  private void sleep() {
    sleeping = true;
    if (calls.isEmpty() && dues.isEmpty() && !closed) {
      LockSupport.park(this);
    }
    sleeping = false;
  }

  private void tick() {
    long now = System.nanoTime();
    calls.addTo(looked);
    for (Call<?> call : looked) {
      if (call.deadline() - now <= 0) {
        call.timeOut();
      } else {
        call.interruptAgain();
      }
    }
    looked.clear();
    for (Due due : dues) {
      if (due.at - now <= 0 && due.cancel()) {
        due.action.run();
      }
    }
  }
}
