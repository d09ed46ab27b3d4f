package dev.plinth.testkit.memory;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lets one writer after the other. */
final class MemoryTurns {
  private final int room;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private boolean taken;

  MemoryTurns(int room) {
    this.room = room;
  }

  /** Runs the turn now, or when all before it have passed; whether there is room for it to wait. */
  boolean take(Runnable turn) {
    synchronized (this) {
      if (taken) {
        return waiting.size() < room && waiting.add(turn);
      }
      taken = true;
    }
    turn.run();
    return true;
  }

  /** The present turn is over. */
  void pass() {
    Runnable next;
    synchronized (this) {
      next = waiting.poll();
      taken = next != null;
    }
    if (next != null) {
      next.run();
    }
  }

  synchronized int waiting() {
    return waiting.size();
  }
}
