package dev.plinth.sqlite;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets one at a time set a database up: the switch to WAL and the migration of the platform tables fail
 * in SQLite when several processes begin at once, however long they would wait.
 *
 * <p>The lock is on a file of its own: closing any stream on the database file would drop the locks
 * that SQLite itself holds there.
 */
final class SetupLock {
  /** A file lock belongs to the process: this is for its threads. */
  private static final Map<Path, Semaphore> THREADS = new ConcurrentHashMap<>();

  private final Semaphore threads;
  private @Nullable FileChannel channel;

  private SetupLock(Semaphore threads) {
    this.threads = threads;
  }

  /** What is done under the lock. */
  interface Action<T> {
    /** Does it. */
    T run();
  }

  /** Waits for the lock as long as it is wanted, and runs something; fails with {@link ErrorCode#LOCK_TIMEOUT} where it does not come. */
  static <T> T hold(Path file, BooleanSupplier wanted, Action<T> action) {
    Semaphore threads = THREADS.computeIfAbsent(file, unused -> new Semaphore(1));
    await(threads::tryAcquire, wanted);
    var lock = new SetupLock(threads);
    try {
      lock.lock(file, wanted);
      return action.run();
    } finally {
      lock.release();
    }
  }

  private void lock(Path file, BooleanSupplier wanted) {
    try {
      FileChannel open =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel = open;
      await(() -> open.tryLock() != null, wanted);
    } catch (IOException failure) {
      throw unusable(failure);
    }
  }

  private interface Attempt<X extends Exception> {
    boolean succeeds() throws X;
  }

  private static <X extends Exception> void await(Attempt<X> attempt, BooleanSupplier wanted)
      throws X {
    var pause = new Pause();
    while (!attempt.succeeds()) {
      if (!wanted.getAsBoolean()) {
        throw new DatabaseException(ErrorCode.LOCK_TIMEOUT,
            "another process is setting the database up and did not finish in time; try again");
      }
      pause.next();
    }
  }

  private static DatabaseException unusable(IOException failure) {
    return new DatabaseException(ErrorCode.CONNECTION_FAILED,
        "the lock file beside the database cannot be written; make its folder writable",
        BackendFailure.of(failure));
  }

  private void release() {
    FileChannel open = channel;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException failure) {
      throw unusable(failure);
    } finally {
      threads.release();
    }
  }
}
