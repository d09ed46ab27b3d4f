package dev.plinth.data;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.List;
import java.util.Objects;

/**
 * How many records are inserted at once and what happens to those that exist.
 *
 * @param batchSize records for one statement or round trip, 1 to 100,000
 * @param onConflict what happens to a record whose key exists
 * @param conflictKeys the columns of the key meant; empty for the primary key
 */
public record InsertOptions(int batchSize, OnConflict onConflict, List<String> conflictKeys) {
  private static final InsertOptions DEFAULTS =
      new InsertOptions(1000, OnConflict.ERROR, List.of());

  /** Refuses a batch size out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public InsertOptions {
    Objects.requireNonNull(onConflict, "onConflict");
    conflictKeys = List.copyOf(conflictKeys);
    if (batchSize < 1 || batchSize > 100_000) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "batchSize must be from 1 to 100000, but is " + batchSize);
    }
  }

  /** Batches of 1,000; a conflict is an error. */
  public static InsertOptions defaults() {
    return DEFAULTS;
  }

  /** With another batch size. */
  public InsertOptions batchesOf(int records) {
    return new InsertOptions(records, onConflict, conflictKeys);
  }

  /** Existing records stay as they are. */
  public InsertOptions ignoringConflicts(String... keys) {
    return new InsertOptions(batchSize, OnConflict.IGNORE, List.of(keys));
  }

  /** Existing records are updated. */
  public InsertOptions updatingConflicts(String... keys) {
    return new InsertOptions(batchSize, OnConflict.UPDATE, List.of(keys));
  }
}
