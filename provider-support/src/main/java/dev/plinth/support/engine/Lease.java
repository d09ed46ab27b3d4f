package dev.plinth.support.engine;

import dev.plinth.Isolation;
import org.jspecify.annotations.Nullable;

/** A session reserved for one transaction or stream. Its calls run in the order in which they are submitted. */
public interface Lease {
  /** Runs a call on the session, inside the transaction if there is one. */
  void submit(Call<?> call);

  /** The isolation in force. */
  Isolation isolation();

  /**
   * Runs the call's work, then commits and gives the session back; where the work throws, rolls back instead
   * and fails the call with what it threw. On failure the transaction is rolled back; {@code
   * OUTCOME_UNKNOWN} where the answer was lost.
   */
  void commit(Call<@Nullable Void> call);

  /** Rolls back, where there is a transaction, and gives the session back; also after a failure. Idempotent. */
  void release();
}
