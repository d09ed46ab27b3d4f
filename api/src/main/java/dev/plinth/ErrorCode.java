package dev.plinth;

/**
 * Why an operation failed, the same on every backend.
 *
 * <p>Outside Java each code carries the prefix {@code DB_} ({@link #code()}).
 */
public enum ErrorCode {
  /** No connection could be made: host, port, network, or the server is down. */
  CONNECTION_FAILED,
  /** The provider is closed, or was never opened. */
  NOT_CONNECTED,
  /** The backend refused or failed a statement for a reason without a finer code. */
  QUERY_FAILED,
  /** The transaction is over, cannot be committed, or could not be started. */
  TRANSACTION_FAILED,
  /** The deadline passed. On a write: certainly not applied. */
  TIMEOUT,
  /** A migration could not be applied or taken back. */
  MIGRATION_FAILED,
  /** A native statement that cannot be parsed or that is not allowed here. */
  INVALID_QUERY,
  /** An argument is wrong; nothing was sent. */
  INVALID_ARGUMENT,
  /** A table, column, record or other named thing does not exist. */
  NOT_FOUND,
  /** A record with the same unique key exists. */
  UNIQUE_VIOLATION,
  /** A referenced record does not exist, or this record is still referenced. */
  FOREIGN_KEY_VIOLATION,
  /** A required column has no value. */
  NOT_NULL_VIOLATION,
  /** A check constraint refused the record. */
  CHECK_VIOLATION,
  /** A value does not fit into its column or type. */
  VALUE_OUT_OF_RANGE,
  /** The record was changed by somebody else since it was read (optimistic lock). */
  CONFLICT,
  /** Chosen as the victim of a deadlock; not applied. */
  DEADLOCK,
  /** Could not be serialised with a concurrent transaction; not applied. */
  SERIALIZATION_FAILED,
  /** A lock was not obtained in time; not applied. */
  LOCK_TIMEOUT,
  /** The access policy, or the database itself, does not allow this. */
  ACCESS_DENIED,
  /** Wrong user, password, or token. */
  AUTHENTICATION_FAILED,
  /** No connection of the pool became free in time; not applied. */
  POOL_EXHAUSTED,
  /** Too many calls are waiting, or the circuit breaker is open; not applied. */
  OVERLOADED,
  /** Ended by the server or its operator. */
  CANCELLED,
  /** The backend does not have this capability. */
  UNSUPPORTED,
  /** The answer of a write was lost: it may or may not have been applied. */
  OUTCOME_UNKNOWN,
  /** A single value or record is larger than the limit. */
  RESULT_TOO_LARGE,
  /** A stored secret cannot be decrypted: wrong or missing key, or it was altered. */
  DECRYPTION_FAILED,
  /** Disk, quota or file size limit reached; not applied. */
  STORAGE_FULL,
  /** The schema is not what this version expects. */
  SCHEMA_MISMATCH;

  /** The code as clients outside Java see it, for example {@code DB_TIMEOUT}. */
  public String code() {
    return "DB_" + name();
  }

  /** Whether the same call may succeed later without a change, nothing having been applied. */
  public boolean retryable() {
    return switch (this) {
      case CONNECTION_FAILED, TIMEOUT, DEADLOCK, SERIALIZATION_FAILED, LOCK_TIMEOUT, POOL_EXHAUSTED,
          OVERLOADED -> true;
      default -> false;
    };
  }
}
