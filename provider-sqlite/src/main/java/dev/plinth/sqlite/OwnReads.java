package dev.plinth.sqlite;

import dev.plinth.support.engine.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Reads that are left to the threads that asked for them: a thread that waited at once for each of its last reads will wait for the
 * next one too, and can then do it itself. One that does not come is noticed by {@link #forgotten}.
 *
 * <p>Platform threads alone: a read inside the driver would hold the carrier of a virtual thread.
 */
final class OwnReads {
  /** So many reads in a row make a habit. */
  private static final int HABIT = 8;

  private static final ThreadLocal<Habit> HABITS = ThreadLocal.withInitial(Habit::new);

  private final Queue<Call<?>> left = new ConcurrentLinkedQueue<>();
  private List<Call<?>> leftBefore = List.of();

  /** What a thread does with its reads. */
  private static final class Habit {
    private boolean open;
    private int awaited;
  }

  /** Whether the current thread may read by itself. */
  static boolean mayRead() {
    return !Thread.currentThread().isVirtual();
  }

  /** Leaves a call to the current thread, whose it is, where that is known to wait; whether it did. */
  boolean take(Call<?> call) {
    if (!mayRead()) {
      return false;
    }
    Habit habit = HABITS.get();
    if (habit.open) {
      habit.awaited = 0;
    }
    habit.open = true;
    if (habit.awaited < HABIT) {
      return false;
    }
    left.add(call);
    return true;
  }

  /** The current thread waits for a call; whether that was left to a thread, and to none any more. */
  boolean giveBack(Call<?> call) {
    if (mayRead()) {
      Habit habit = HABITS.get();
      if (habit.open) {
        habit.open = false;
        habit.awaited++;
      }
    }
    return left.remove(call);
  }

  /** Calls that nobody came for since the last time; they are left to nobody any more. For one thread. */
  List<Call<?>> forgotten() {
    List<Call<?>> forgotten = new ArrayList<>(leftBefore);
    forgotten.removeIf(call -> !left.remove(call));
    leftBefore = List.copyOf(left);
    return forgotten;
  }

  /** Whether none is left to anybody. */
  boolean isEmpty() {
    return left.isEmpty();
  }
}
