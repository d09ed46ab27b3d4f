package dev.plinth.support.engine;

import dev.plinth.Capability;
import dev.plinth.DatabaseException;
import dev.plinth.ProviderInfo;
import dev.plinth.TransactionOptions;
import dev.plinth.health.PoolStatistics;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A backend: it decides on which thread and connection work runs. What the work does, it asks of a
 * {@link Session}.
 *
 * <p>No method blocks but {@link #awaited}. Calls arrive from any thread.
 */
public interface Engine {
  /** What this is. */
  ProviderInfo info();

  /** What the backend can do. */
  Set<Capability> capabilities();

  /**
   * Runs a call's work once on a session, and then ends the call. Work that writes is applied as a
   * whole or not at all, and committed when the call ends well.
   *
   * <p>The engine starts each attempt with {@link Call#start}, and drops a call for which that says
   * no. It may refuse with {@link Call#fail} at once when too many wait.
   */
  void submit(Call<?> call);

  /**
   * The current thread waits for the end of a call that was submitted, and does nothing else meanwhile. An engine that can may carry
   * the call out on it, which spares waking two threads: where it has not been started, and nothing but the work itself has to be
   * waited for. Told for calls on a lease too, which are none of the engine's.
   */
  default void awaited(Call<?> call) {}

  /**
   * Reserves a session. The call ends with it when it is free; a lease that comes too late for its
   * call ({@link Call#succeed} says no) is released by the engine.
   *
   * @param options of the transaction to begin, {@link LeaseOptions#forStream} for none
   */
  void lease(Call<Lease> call, LeaseOptions options);

  /**
   * What a native statement is, found by reading its text alone; the answer may be kept.
   *
   * @throws DatabaseException with {@code INVALID_QUERY} for text that is not one statement, and for
   *     transaction control and session settings
   */
  NativeStatement inspect(String text);

  /** Creates or upgrades the platform tables: {@link dev.plinth.DatabaseProvider#initialize()}. */
  void migratePlatform(Call<@Nullable Void> call);

  /** The connections at this moment. */
  PoolStatistics poolStatistics();

  /** Closes connections, threads and files. No call is in flight any more. */
  CompletableFuture<@Nullable Void> closeAsync();

  /** How a session is reserved. */
  record LeaseOptions(boolean transaction, TransactionOptions options) {
    /** For a transaction. */
    public static LeaseOptions forTransaction(TransactionOptions options) {
      return new LeaseOptions(true, options);
    }

    /** For a stream, which reads alone. */
    public static LeaseOptions forStream() {
      return new LeaseOptions(false, TransactionOptions.defaults().asReadOnly());
    }
  }
}
