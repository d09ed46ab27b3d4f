package dev.plinth.support.provider;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs callers' code, and knows that it does: {@code close()} must not wait there. */
final class LibraryExecutor implements Executor {
  private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();

  private static final Executor OWN_THREAD =
      task -> Thread.ofVirtual().name("plinth-callback").start(task);

  private final Executor target;

  LibraryExecutor(@Nullable Executor chosen) {
    this.target = chosen == null ? OWN_THREAD : chosen;
  }

  /** Whether the current thread runs a task of such an executor. */
  static boolean isInside() {
    return INSIDE.get() != null;
  }

  /** Where the executor of the options refuses, a thread of its own serves: an answer there is better than none. */
  @Override
  public void execute(Runnable task) {
    var marked = new Marked(task);
    try {
      target.execute(marked);
    } catch (RuntimeException refused) {
      if (marked.started) {
        throw refused;
      }
      OWN_THREAD.execute(marked);
    }
  }

  private static final class Marked implements Runnable {
    private final Runnable task;
    private volatile boolean started;

    Marked(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      started = true;
      Boolean before = INSIDE.get();
      INSIDE.set(Boolean.TRUE);
      try {
        task.run();
      } finally {
        if (before == null) {
          INSIDE.remove();
        }
      }
    }
  }
}
