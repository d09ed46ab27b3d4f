package dev.plinth.mongo;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Isolation;
import dev.plinth.TransactionOptions;
import dev.plinth.support.pooled.ServerConnection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.BsonDocument;

/** A conversation as it is lent. */
final class MongoConnection implements ServerConnection {
  private final MongoConnections owner;
  private final Conversation talk;
  private final MongoSession session;
  private final AtomicBoolean over = new AtomicBoolean();

  MongoConnection(MongoConnections owner, Conversation talk, MongoSession session) {
    this.owner = owner;
    this.talk = talk;
    this.session = session;
  }

  @Override
  public MongoSession session() {
    return session;
  }

  /** Until when what follows must have ended. */
  @Override
  public void deadline(long nanoTime) {
    talk.until(nanoTime);
  }

  @Override
  public void begin(TransactionOptions options) {
    if (options.isolation() == Isolation.SERIALIZABLE) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "MongoDB's transactions read from a snapshot, which is REPEATABLE_READ; two that read what "
              + "the other one writes may both commit, so they are not SERIALIZABLE");
    }
    talk.startTransaction();
  }

  @Override
  public Isolation isolation() {
    return Isolation.REPEATABLE_READ;
  }

  @Override
  public void commit() {
    talk.commit();
  }

  @Override
  public void rollback() {
    if (talk.inTransaction()) {
      talk.rollback();
    }
  }

  /** The driver makes a new connection by itself; a session that was told to end is of no use. */
  @Override
  public boolean isBroken(DatabaseException failure) {
    owner.renewWhereRefused(failure);
    return switch (failure.code()) {
      case CONNECTION_FAILED, OUTCOME_UNKNOWN, CANCELLED, AUTHENTICATION_FAILED -> true;
      default -> false;
    };
  }

  /** What may have been applied is told apart where the answer is read. */
  @Override
  public boolean leavesDoubt(DatabaseException failure) {
    return failure.code() == ErrorCode.OUTCOME_UNKNOWN;
  }

  @Override
  public void interrupt() {
    BsonDocument running = talk.sessionId();
    if (talk.stop() && running != null) {
      owner.kill(running);
    }
  }

  @Override
  public void abort() {
    talk.cut();
  }

  @Override
  public void release() {
    discard();
  }

  @Override
  public void discard() {
    if (over.compareAndSet(false, true)) {
      talk.endSession();
      owner.returned();
    }
  }
}
