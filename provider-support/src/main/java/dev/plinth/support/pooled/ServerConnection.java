package dev.plinth.support.pooled;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.TransactionOptions;
import dev.plinth.support.engine.Session;

/**
 * A connection lent by a {@link ConnectionSupply}, with its session. One thread at a time, but for
 * {@link #interrupt} and {@link #abort}. Everything fails with {@link DatabaseException}.
 */
public interface ServerConnection {
  /** The session. Outside of a transaction each of its statements commits by itself. */
  Session session();

  /**
   * Until when what is run next may take, by {@link System#nanoTime()}; for backends that want to be told. The
   * engine itself interrupts what takes longer.
   */
  default void deadline(long nanoTime) {}

  /** Begins a transaction. */
  void begin(TransactionOptions options);

  /** Begins a transaction of which one piece of work is all: its commit, or its rollback, follows. */
  default void beginUnit() {
    begin(TransactionOptions.defaults());
  }

  /**
   * Begins what a stream needs, for backends that hand rows over one by one only in a transaction.
   * {@link #rollback} follows.
   */
  default void beginStream() {}

  /** The isolation in force in the transaction that has begun. */
  Isolation isolation();

  /** Commits. A failure means that nothing was applied, unless it {@linkplain #leavesDoubt leaves doubt}. */
  void commit();

  /** Rolls back; does nothing where there is no transaction any more. */
  void rollback();

  /** Closes the streams that are still open: the use of the connection ends. */
  default void closeStreams() {}

  /** Whether the server, when it failed so, ended the whole transaction by itself. */
  default boolean endsTransaction(DatabaseException failure) {
    return false;
  }

  /** Whether the connection is of no use after this failure. */
  default boolean isBroken(DatabaseException failure) {
    return failure.code() == ErrorCode.CONNECTION_FAILED;
  }

  /**
   * Whether a write or commit that failed so may have been applied all the same: its answer was lost.
   * Not where the server said that it ended the connection without doing it.
   */
  default boolean leavesDoubt(DatabaseException failure) {
    return failure.code() == ErrorCode.CONNECTION_FAILED;
  }

  /**
   * Ends the running statement on the server, over a connection kept aside; for any thread, and it may
   * block. Called again and again until the statement has ended, which then fails with {@link
   * ErrorCode#CANCELLED}. Afterwards the engine discards this connection.
   */
  void interrupt();

  /** Cuts the connection, whatever it is doing; for any thread. For a server that does not even answer the interrupt. */
  void abort();

  /** Gives it back. It is in no transaction. */
  void release();

  /** Closes it. */
  void discard();
}
