package dev.plinth.support.serving;

import dev.plinth.support.engine.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinWorkerThread;

/**
 * Calls that are left to the threads that made them: a thread that waited at once for each of its last calls will wait for the
 * next one too, and can then carry it out itself, which spares waking two threads. One that does not come is noticed by
 * {@link #forgotten}.
 *
 * <p>Platform threads alone: a driver may hold the carrier of a virtual one, and an interrupt, which no waiting
 * caller need fear, would close a socket under it. None of a fork-join pool either, which makes up for threads that wait, but not
 * for those in a driver.
 */
public final class OwnCalls {
  /** So many calls in a row make a habit. */
  private static final int HABIT = 8;

  private static final ThreadLocal<Habit> HABITS = ThreadLocal.withInitial(Habit::new);

  private final Queue<Call<?>> left = new ConcurrentLinkedQueue<>();
  private List<Call<?>> leftBefore = List.of();

  /** None is left to anybody. */
  public OwnCalls() {}

  /** What a thread does with its calls. */
  private static final class Habit {
    private boolean open;
    private int awaited;
  }

  /** Whether the current thread may carry calls out. */
  public static boolean mayRun() {
    Thread current = Thread.currentThread();
    return !current.isVirtual() && !(current instanceof ForkJoinWorkerThread);
  }

  /** The current thread makes a call; whether it is known to wait for it at once. */
  public boolean made() {
    if (!mayRun()) {
      return false;
    }
    Habit habit = HABITS.get();
    if (habit.open) {
      habit.awaited = 0;
    }
    habit.open = true;
    return habit.awaited >= HABIT;
  }

  /** Leaves a call to the current thread, which made it. */
  public void leave(Call<?> call) {
    left.add(call);
  }

  /** A call shall take the usual way; whether it was left to a thread, and is to none any more. */
  public boolean withdraw(Call<?> call) {
    return left.remove(call);
  }

  /** The current thread waits for a call; whether that was left to a thread, and to none any more. */
  public boolean giveBack(Call<?> call) {
    if (mayRun()) {
      Habit habit = HABITS.get();
      if (habit.open) {
        habit.open = false;
        habit.awaited++;
      }
    }
    return left.remove(call);
  }

  /** Calls that nobody came for since the last time; they are left to nobody any more. For one thread. */
  public List<Call<?>> forgotten() {
    List<Call<?>> forgotten = new ArrayList<>(leftBefore);
    forgotten.removeIf(call -> !left.remove(call));
    leftBefore = List.copyOf(left);
    return forgotten;
  }

  /** Whether none is left to anybody. */
  public boolean isEmpty() {
    return left.isEmpty();
  }
}
