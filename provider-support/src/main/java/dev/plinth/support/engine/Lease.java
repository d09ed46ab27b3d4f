package dev.plinth.support.engine;

import dev.plinth.Isolation;

/** A session reserved for one transaction or stream. Its calls run in the order in which they are submitted. */
public interface Lease {
  /** Runs a call on the session, inside the transaction if there is one. */
  void submit(Call<?> call);

  /** The isolation in force. */
  Isolation isolation();

  /**
   * Commits and gives the session back. On failure the transaction is rolled back; {@code
   * OUTCOME_UNKNOWN} where the answer was lost.
   */
  void commit(Call<Void> call);

  /** Rolls back, where there is a transaction, and gives the session back; also after a failure. Idempotent. */
  void release();
}
