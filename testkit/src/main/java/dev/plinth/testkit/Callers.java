package dev.plinth.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers on virtual threads of their own. */
final class Callers implements AutoCloseable {
  /** What one of them does. */
  @FunctionalInterface
  interface Caller {
    void call(int number);
  }

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Future<?>> tasks = new ArrayList<>();

  private Callers() {}

  /** Lets so many begin. */
  static Callers start(int count, Caller caller) {
    var callers = new Callers();
    for (int number = 0; number < count; number++) {
      int mine = number;
      callers.tasks.add(callers.threads.submit(() -> caller.call(mine)));
    }
    return callers;
  }

  /** Fails as one of them has failed, if one has. */
  void requireNoneFailed() {
    tasks.stream().filter(task -> task.state() == Future.State.FAILED).findFirst()
        .ifPresent(Callers::join);
  }

  /** Waits for all; fails as the first of them that did. */
  @Override
  public void close() {
    tasks.forEach(Callers::join);
    threads.close();
  }

  private static void join(Future<?> task) {
    try {
      var unused = task.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Error error) {
        throw error;
      }
      throw new AssertionError("a caller failed", failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for a caller", interrupted);
    }
  }
}
