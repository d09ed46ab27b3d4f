package dev.plinth.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoClientException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoConfigurationException;
import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import com.mongodb.MongoWriteException;
import com.mongodb.bulk.BulkWriteError;
import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import org.bson.BSONException;
import org.bson.BsonMaximumSizeExceededException;

/** MongoDB's error codes and what they are called here. The vendor code is MongoDB's. */
final class MongoErrors {
  /** What a lost answer or an ended command means. */
  enum Effect {
    /** Nothing changes. */
    READ,
    /** One record changes or none: what fails was not applied. */
    WRITE,
    /** Several records change one by one: what fails may have been applied in part. */
    PARTIAL,
    /** Part of a transaction: nothing is applied before its commit. */
    IN_TRANSACTION
  }

  static final int MAX_TIME_EXPIRED = 50;
  static final int WRITE_CONFLICT = 112;
  static final int DUPLICATE_KEY = 11_000;
  static final int WRITE_CONCERN_FAILED = 64;
  private static final int VALIDATION = 121;
  private static final int BAD_VALUE = 2;

  private MongoErrors() {}

  /** The portable failure for one of the driver; never with its message, in which there may be values. */
  static DatabaseException translate(RuntimeException failure, Effect effect) {
    return switch (failure) {
      case DatabaseException known -> known;
      case MongoInterruptedException stopped ->
          coded(stopped, lost(effect, ErrorCode.CANCELLED), 0);
      case MongoOperationTimeoutException late -> late(late, effect);
      case MongoSecurityException refused -> coded(refused, ErrorCode.AUTHENTICATION_FAILED,
          refused.getCause() instanceof MongoException cause ? cause.getCode() : 0);
      case MongoSocketOpenException closed -> coded(closed, ErrorCode.CONNECTION_FAILED, 0);
      case MongoConnectionPoolClearedException cleared ->
          coded(cleared, ErrorCode.CONNECTION_FAILED, 0);
      case MongoSocketException broken ->
          coded(broken, lost(effect, ErrorCode.CONNECTION_FAILED), 0);
      case MongoTimeoutException unreachable ->
          coded(unreachable, ErrorCode.CONNECTION_FAILED, 0);
      case MongoServerUnavailableException gone -> coded(gone, ErrorCode.CONNECTION_FAILED, 0);
      case MongoWriteConcernException unconfirmed ->
          coded(unconfirmed, ErrorCode.OUTCOME_UNKNOWN, unconfirmed.getCode());
      case MongoConfigurationException unknownHost ->
          coded(unknownHost, ErrorCode.CONNECTION_FAILED, 0);
      case MongoException known -> byCode(known, code(known), effect);
      case BsonMaximumSizeExceededException large -> coded(large, ErrorCode.RESULT_TOO_LARGE, 0);
      case BSONException malformed -> coded(malformed, ErrorCode.QUERY_FAILED, 0);
      default -> throw failure;
    };
  }

  /** The server's code; that of the first record that failed. */
  static int code(MongoException failure) {
    return switch (failure) {
      case MongoBulkWriteException bulk when !bulk.getWriteErrors().isEmpty() ->
          bulk.getWriteErrors().stream().mapToInt(BulkWriteError::getCode).findFirst().orElse(0);
      case MongoWriteException write -> write.getError().getCode();
      default -> failure.getCode();
    };
  }

  /** Whether another transaction is in the way, so that the same may work in a moment. */
  static boolean isConflict(MongoException failure) {
    return code(failure) == WRITE_CONFLICT;
  }

  /** For a conflict that was waited out until the deadline. */
  static DatabaseException waitedTooLong(MongoException conflict) {
    return coded(conflict, ErrorCode.TIMEOUT, WRITE_CONFLICT);
  }

  /** For an error inside of a reply that says ok. */
  static DatabaseException ofWriteError(int code, Effect effect) {
    return coded(new MongoException(code, ""), portable(code, effect), code);
  }

  private static DatabaseException byCode(MongoException failure, int code, Effect effect) {
    if (failure instanceof MongoClientException && code == 0) {
      return coded(failure, ErrorCode.UNSUPPORTED, 0);
    }
    boolean unconfirmed = failure instanceof MongoBulkWriteException bulk
        && bulk.getWriteErrors().isEmpty() && bulk.getWriteConcernError() != null;
    return coded(failure, unconfirmed ? ErrorCode.OUTCOME_UNKNOWN : portable(code, effect), code);
  }

  /** The driver's own deadline: what the server answered decides, and where it did not, the answer was lost. */
  private static DatabaseException late(MongoOperationTimeoutException failure, Effect effect) {
    Throwable cause = failure.getCause();
    boolean answered = cause instanceof MongoCommandException
        || (cause instanceof MongoException known && known.getCode() == MAX_TIME_EXPIRED);
    boolean sent = !(cause instanceof MongoTimeoutException) && cause != null;
    return coded(failure,
        answered || !sent ? portable(MAX_TIME_EXPIRED, effect) : lost(effect, ErrorCode.TIMEOUT),
        failure.getCode() < 0 ? 0 : failure.getCode());
  }

  private static ErrorCode lost(Effect effect, ErrorCode harmless) {
    return switch (effect) {
      case READ, IN_TRANSACTION -> harmless;
      case WRITE, PARTIAL -> ErrorCode.OUTCOME_UNKNOWN;
    };
  }

  private static ErrorCode portable(int code, Effect effect) {
    return switch (code) {
      case DUPLICATE_KEY, 11_001, 12_582 -> ErrorCode.UNIQUE_VIOLATION;
      case VALIDATION -> ErrorCode.CHECK_VIOLATION;
      case WRITE_CONFLICT, 251, 246, 225, 267 -> ErrorCode.SERIALIZATION_FAILED;
      case 24, 46 -> ErrorCode.LOCK_TIMEOUT;
      case MAX_TIME_EXPIRED, 262 ->
          effect == Effect.PARTIAL ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.TIMEOUT;
      case 11_601, 237 ->
          effect == Effect.PARTIAL ? ErrorCode.OUTCOME_UNKNOWN : ErrorCode.CANCELLED;
      case WRITE_CONCERN_FAILED, 79, 100 -> ErrorCode.OUTCOME_UNKNOWN;
      case 13, 31, 8000 -> ErrorCode.ACCESS_DENIED;
      case 11, 18 -> ErrorCode.AUTHENTICATION_FAILED;
      case 26, 27 -> ErrorCode.NOT_FOUND;
      case 59, 115, 263, 303, 20 -> ErrorCode.UNSUPPORTED;
      case 10_334, 17_419, 17_420, 17_280 -> ErrorCode.RESULT_TOO_LARGE;
      case 14_031 -> ErrorCode.STORAGE_FULL;
      case 241, 16_837 -> ErrorCode.VALUE_OUT_OF_RANGE;
      case 290, 256, 217, 206 -> ErrorCode.TRANSACTION_FAILED;
      case 6, 7, 89, 91, 189, 9001, 10_107, 11_600, 11_602, 13_435, 13_436 ->
          lost(effect, ErrorCode.CONNECTION_FAILED);
      case BAD_VALUE, 9, 14, 15, 16, 17, 40, 72, 73, 168, 16_410, 40_323, 40_324, 31_249 ->
          ErrorCode.INVALID_QUERY;
      case 28, 48, 52, 53, 55, 56, 57, 66, 67, 68, 85, 86, 197 -> ErrorCode.INVALID_ARGUMENT;
      default -> ErrorCode.QUERY_FAILED;
    };
  }

  private static DatabaseException coded(RuntimeException failure, ErrorCode code, int vendorCode) {
    return new DatabaseException(code, message(code, vendorCode), null, vendorCode,
        BackendFailure.of(failure));
  }

  private static String message(ErrorCode code, int vendorCode) {
    return switch (code) {
      case UNIQUE_VIOLATION -> "a record with the same unique key exists";
      case CHECK_VIOLATION ->
          "the validator of the collection refused the record: a check does not "
              + "hold, or a value does not fit its column";
      case SERIALIZATION_FAILED ->
          "another transaction changed the same record; nothing of this one "
              + "was applied; try again";
      case LOCK_TIMEOUT -> "a lock was not obtained in time; try again";
      case TIMEOUT -> "the server ended the command at its deadline and nothing was applied; raise "
          + "the timeout, or look for a lock or a slow command";
      case CANCELLED -> "the command was ended";
      case OUTCOME_UNKNOWN -> "the answer of the write was lost or it was not confirmed by a "
          + "majority; read the record to learn whether it was applied";
      case ACCESS_DENIED -> "the user of the URL may not do this; grant it a role that may";
      case AUTHENTICATION_FAILED ->
          "MongoDB does not accept the user, the password or the source of "
              + "authentication (authSource)";
      case CONNECTION_FAILED ->
          "no server of the URL could be reached, or it was lost; check hosts, "
              + "port, network, TLS and replicaSet";
      case POOL_EXHAUSTED -> "no connection of the pool became free in time; raise its size";
      case NOT_FOUND -> "a collection or index of the command does not exist";
      case UNSUPPORTED ->
          "this MongoDB server cannot do this; transactions, for one, need a replica "
              + "set (mongod --replSet, then rs.initiate())";
      case RESULT_TOO_LARGE -> "a document is larger than MongoDB's 16 MiB, or a key too long";
      case STORAGE_FULL -> "the server's disk is full; nothing was applied";
      case VALUE_OUT_OF_RANGE -> "a value does not fit into its type";
      case TRANSACTION_FAILED -> "the transaction is over: it took too long, or was ended";
      case INVALID_QUERY -> "MongoDB does not understand the command, or a value in it is of the "
          + "wrong type (code " + vendorCode + ")";
      case INVALID_ARGUMENT -> "MongoDB refuses a name, a path or an index of this call (code "
          + vendorCode + ")";
      default -> "MongoDB failed with code " + vendorCode;
    };
  }
}
