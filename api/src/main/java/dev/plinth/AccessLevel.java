package dev.plinth;

/** How much a handle may do; each level includes those before it. */
public enum AccessLevel {
  /** Reads alone. */
  READ_ONLY,
  /** Reads, and inserts, updates and deletes of records. */
  DML,
  /** The above, and changes of the schema. */
  DDL,
  /** Everything that the database user may do. */
  ADMIN;

  /** Whether this level covers {@code needed}. */
  public boolean allows(AccessLevel needed) {
    return compareTo(needed) >= 0;
  }
}
