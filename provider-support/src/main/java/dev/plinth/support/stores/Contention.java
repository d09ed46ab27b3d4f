package dev.plinth.support.stores;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;

/** Others changed a record at every attempt. */
final class Contention {
  private Contention() {}

  /** The code lets the pipeline try again later, from the start. */
  static DatabaseException of(String table) {
    return new DatabaseException(ErrorCode.SERIALIZATION_FAILED,
        "others changed the same record of "
            + table + " at every attempt and nothing was applied; try again");
  }
}
