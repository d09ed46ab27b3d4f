package dev.plinth.cli;

import dev.plinth.DatabaseException;
import java.util.concurrent.atomic.AtomicBoolean;

/** What must be done at the end, once, also where the process is told to end before that. */
final class Cleanup implements AutoCloseable {
  private final Runnable work;
  private final AtomicBoolean done = new AtomicBoolean();
  private final Thread hook = new Thread(this::runAtTheEnd, "plinth-cleanup");

  Cleanup(Runnable work) {
    this.work = work;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void run() {
    if (done.compareAndSet(false, true)) {
      work.run();
    }
  }

  private void runAtTheEnd() {
    try {
      run();
    } catch (DatabaseException failed) {
      System.err.println(failed.toString());
    }
  }

  @Override
  public void close() {
    run();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hook runs, or has run.
    }
  }
}
