package dev.plinth.support.serving;

import dev.plinth.Isolation;
import dev.plinth.support.engine.Call;
import org.jspecify.annotations.Nullable;

/** The connection on which a lease is served, by one thread; others only {@linkplain #interrupt interrupt} it. */
public interface LeaseHost {
  /** Runs the work of a call, during which the call can be interrupted. */
  <T extends @Nullable Object> T run(Call<T> call);

  /** Ends the statement of a call, if it is this call's that runs. For any thread. */
  void interrupt(Call<?> call);

  /** Runs the work of a call, then commits. */
  void commit(Call<@Nullable Void> call);

  /** Undoes the transaction, if it is still open. */
  void rollback();

  /** Whether the transaction is still open, after a call of it failed. */
  boolean inTransaction(Throwable failure);

  /** Closes the streams that were left open. */
  void closeStreams();

  /** The isolation in force. */
  Isolation isolation();
}
