package dev.plinth.support.records;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.spi.Nearest;
import dev.plinth.support.engine.TableSchema;

/** A column that the catalogue does not know: a reason to read the table once more. */
final class UnknownColumn extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String column;

  UnknownColumn(String column) {
    super(null, null, false, false);
    this.column = column;
  }

  DatabaseException coded(TableSchema table) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT,
        "the table " + table.name() + " has no column " + column
            + "; it has " + Nearest.first(column, table.columns().names()));
  }
}
