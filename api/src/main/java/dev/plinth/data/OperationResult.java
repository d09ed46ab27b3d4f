package dev.plinth.data;

import java.util.Objects;

/** What one {@link Operation} of a list did. */
public sealed interface OperationResult {
  /** The key of the record inserted. */
  record Inserted(Row key) implements OperationResult {
    /** Checks that it is there. */
    public Inserted {
      Objects.requireNonNull(key, "key");
    }
  }

  /** How many records were matched and changed, or deleted, or affected. */
  record Affected(long count) implements OperationResult {}

  /** What was found. */
  record Found(Rows rows) implements OperationResult {
    /** Checks that it is there. */
    public Found {
      Objects.requireNonNull(rows, "rows");
    }
  }

  /** A savepoint was set or returned to. */
  record Done() implements OperationResult {}
}
