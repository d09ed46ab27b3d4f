package dev.plinth.support.provider;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Runs callers' code, and knows that it does: {@code close()} must not wait there. */
final class LibraryExecutor implements Executor {
  private static final ThreadLocal<Boolean> INSIDE = new ThreadLocal<>();

  private final Executor target;

  LibraryExecutor(@Nullable Executor chosen) {
    this.target =
        chosen == null ? task -> Thread.ofVirtual().name("plinth-callback").start(task) : chosen;
  }

  /** Whether the current thread runs a task of such an executor. */
  static boolean isInside() {
    return INSIDE.get() != null;
  }

  @Override
  public void execute(Runnable task) {
    target.execute(() -> {
      INSIDE.set(Boolean.TRUE);
      try {
        task.run();
      } finally {
        INSIDE.remove();
      }
    });
  }
}
