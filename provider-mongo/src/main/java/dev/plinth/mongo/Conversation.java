package dev.plinth.mongo;

import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.mongo.MongoErrors.Effect;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * One connection's side of the talk with a server: its session, its transaction, until when, and whether it
 * was told to stop. Used by one thread at a time, but for {@link #stop} and {@link #cut}.
 */
final class Conversation {
  /** So long after the deadline the server's own answer, which tells what became of a write, may come. */
  private static final long GRACE_MILLIS = 300;
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

  private final MongoDatabase database;
  private final ServerFacts facts;
  private final @Nullable Supplier<ClientSession> sessions;
  private volatile @Nullable ClientSession session;
  private volatile boolean stopped;
  private @Nullable Thread working;
  private boolean interrupted;
  private boolean hasDeadline;
  private long deadline;
  private boolean inTransaction;
  private int commands;

  /**
   * A conversation that has not begun.
   *
   * @param sessions begins a session; null where the server has none
   */
  Conversation(MongoDatabase database, ServerFacts facts,
      @Nullable Supplier<ClientSession> sessions) {
    this.database = database;
    this.facts = facts;
    this.sessions = sessions;
  }

  ServerFacts facts() {
    return facts;
  }

  /** The session in which commands are sent; null where the server has none. */
  @Nullable
  ClientSession session() {
    ClientSession known = session;
    if (known == null && sessions != null) {
      known = sessions.get();
      session = known;
    }
    return known;
  }

  /** Ends the session: with the conversation, and with each transaction, whose limits of time the driver keeps to. */
  void endSession() {
    ClientSession ended = session;
    session = null;
    if (ended != null && stopped && ended.hasActiveTransaction()) {
      // The server is told, but nobody waits for it: it may still be at work.
      Thread.startVirtualThread(ended::close);
    } else if (ended != null) {
      ended.close();
    }
  }

  /** What the server knows the session by; null where there is none. */
  @Nullable
  BsonDocument sessionId() {
    ClientSession known = session;
    return known == null ? null : known.getServerSession().getIdentifier();
  }

  /** Until when the commands that follow must have ended, by {@link System#nanoTime}. */
  void until(long nanoTime) {
    hasDeadline = true;
    deadline = nanoTime;
  }

  /** The driver tells the server how long each command may take, but not within a transaction. */
  MongoDatabase database() {
    return hasDeadline && !inTransaction
        ? database.withTimeout(remainingMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS)
        : database;
  }

  MongoCollection<BsonDocument> collection(String name) {
    return database().getCollection(name, BsonDocument.class);
  }

  /** A collection whose cursors outlive the deadline of the call that opens them. */
  MongoCollection<BsonDocument> collectionOfStream(String name) {
    return database.getCollection(name, BsonDocument.class);
  }

  private long remainingMillis() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  boolean inTransaction() {
    return inTransaction;
  }

  /** Sends one command. A conflict at the first of a transaction is waited out here: nothing came before it. */
  <T> T send(Effect effect, Supplier<T> command) {
    begin();
    try {
      for (int attempt = 1;; attempt++) {
        try {
          T answer = command.get();
          commands++;
          return answer;
        } catch (MongoInterruptedException failure) {
          if (effect != Effect.READ || !ignoresInterrupt()) {
            throw MongoErrors.translate(failure, inTransaction ? Effect.IN_TRANSACTION : effect);
          }
        } catch (MongoException failure) {
          boolean waits = inTransaction && commands == 0 && MongoErrors.isConflict(failure);
          if (!waits) {
            throw MongoErrors.translate(failure, inTransaction ? Effect.IN_TRANSACTION : effect);
          }
          if (!pause(attempt)) {
            throw MongoErrors.waitedTooLong(failure);
          }
          restart();
          enter();
        } catch (RuntimeException failure) {
          throw MongoErrors.translate(failure, inTransaction ? Effect.IN_TRANSACTION : effect);
        }
      }
    } finally {
      end();
    }
  }

  /**
   * Whether an interrupt is none of this library's: that of a caller's thread, which waits for its read in spite of
   * it, and gets it back afterwards.
   */
  private boolean ignoresInterrupt() {
    if (stopped || Thread.currentThread().isVirtual()) {
      return false;
    }
    interrupted |= Thread.interrupted();
    return true;
  }

  /** Closes a cursor; where the server cannot be told, it closes it by itself. */
  void close(AutoCloseable cursor) {
    try {
      cursor.close();
    } catch (Exception gone) {
      // It is left to the server.
    }
  }

  /** Sends a command about the catalogue, which no transaction takes part in. */
  <T> T sendOutside(Effect effect, Supplier<T> command) {
    begin();
    try {
      return command.get();
    } catch (RuntimeException failure) {
      throw MongoErrors.translate(failure, effect);
    } finally {
      end();
    }
  }

  /**
   * Several changes as one, where the server has transactions: in that of the caller, or else in one of their
   * own.
   */
  <T> T atomically(Supplier<T> changes) {
    if (inTransaction || !facts.transactions()) {
      return changes.get();
    }
    startTransaction();
    try {
      T answer = changes.get();
      commit();
      return answer;
    } finally {
      if (inTransaction) {
        rollback();
      }
    }
  }

  void startTransaction() {
    transactional().startTransaction(options());
    inTransaction = true;
    commands = 0;
  }

  /** Whether what failed may be sent again: outside of a transaction, or as the first of it, which begins anew. */
  boolean mayTryAgain() {
    if (inTransaction && commands == 0) {
      restart();
      return true;
    }
    return !inTransaction;
  }

  private void restart() {
    rollback();
    startTransaction();
  }

  private TransactionOptions options() {
    var options = TransactionOptions.builder().readConcern(ReadConcern.SNAPSHOT)
        .writeConcern(WriteConcern.MAJORITY).readPreference(ReadPreference.primary());
    return hasDeadline
        ? options.maxCommitTime(remainingMillis(), TimeUnit.MILLISECONDS).build()
        : options.build();
  }

  /** Commits; while it is unknown whether it did, it is asked again: a repeated commit changes nothing. */
  void commit() {
    ClientSession ended = transactional();
    begin();
    try {
      for (int attempt = 1;; attempt++) {
        try {
          ended.commitTransaction();
          return;
        } catch (MongoException failure) {
          boolean unknown =
              failure.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL);
          if (!unknown || !pause(attempt)) {
            throw unknown
                ? unknown(failure)
                : MongoErrors.translate(failure, Effect.IN_TRANSACTION);
          }
        }
      }
    } finally {
      inTransaction = false;
      endSession();
      end();
    }
  }

  private static DatabaseException unknown(MongoException failure) {
    return new DatabaseException(ErrorCode.OUTCOME_UNKNOWN,
        "the answer to the commit was lost; read the records to learn whether it was applied", null,
        Math.max(0, failure.getCode()), dev.plinth.BackendFailure.of(failure));
  }

  /** Rolls back; where the server cannot be told, it does so by itself. */
  void rollback() {
    inTransaction = false;
    ClientSession ended = session;
    enter();
    try {
      if (ended != null && !stopped) {
        ended.abortTransaction();
      }
    } catch (RuntimeException gone) {
      // The transaction ends with its session or at the server's own timeout.
    } finally {
      endSession();
      end();
    }
  }

  private ClientSession transactional() {
    ClientSession known = facts.transactions() ? session() : null;
    if (known == null) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "this MongoDB server has no transactions; start it as a replica set "
              + "(mongod --replSet, then rs.initiate()), where one member is enough");
    }
    return known;
  }

  /** Tells the thread at work to stop waiting; whether there is one. */
  boolean stop() {
    stopped = true;
    Thread thread;
    synchronized (this) {
      thread = working;
    }
    if (thread != null) {
      LockSupport.unpark(thread);
    }
    return thread != null;
  }

  /**
   * Cuts the socket under the thread at work: the driver's own way to end a read that blocks. The thread of a caller
   * is not to be interrupted; it waits until the driver's own limit, shortly after the deadline.
   */
  synchronized void cut() {
    stopped = true;
    if (working != null && working.isVirtual()) {
      working.interrupt();
    }
  }

  private void begin() {
    enter();
    requireWanted();
  }

  private synchronized void enter() {
    working = Thread.currentThread();
  }

  private void end() {
    synchronized (this) {
      working = null;
      if (Thread.currentThread().isVirtual()) {
        // An interrupt that came too late must not reach what this thread does next.
        var unused = Thread.interrupted();
      } else if (interrupted) {
        interrupted = false;
        Thread.currentThread().interrupt();
      }
    }
  }

  private void requireWanted() {
    if (stopped) {
      end();
      throw new DatabaseException(ErrorCode.CANCELLED, "the command was ended");
    }
  }

  /** Waits a moment before another attempt; whether there is time for one. */
  private boolean pause(int attempt) {
    long most = Math.min(LONGEST_PAUSE, TimeUnit.MILLISECONDS.toNanos(1) << Math.min(attempt, 10));
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 2, most));
    requireWanted();
    return !hasDeadline || deadline - System.nanoTime() > 0;
  }
}
