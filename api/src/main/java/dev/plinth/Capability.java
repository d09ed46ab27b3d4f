package dev.plinth;

/**
 * What a backend may or may not be able to do. An operation whose capability is not in {@link
 * DatabaseProvider#capabilities()} fails with {@link ErrorCode#UNSUPPORTED}.
 */
public enum Capability {
  /** Native statements in the backend's own language. */
  NATIVE_STATEMENTS,
  /** Native statements are SQL. */
  SQL,
  /** Stored procedures and functions can be called. */
  ROUTINES,
  /** Transactions over several operations. */
  TRANSACTIONS,
  /** Transactions as if one ran after the other; without it they read from a snapshot at best. */
  SERIALIZABLE_TRANSACTIONS,
  /** Savepoints and nested transactions. */
  SAVEPOINTS,
  /** Schema changes inside a transaction are rolled back with it. */
  TRANSACTIONAL_DDL,
  /** The database itself refuses writes of a read-only transaction. */
  READ_ONLY_TRANSACTIONS,
  /** Foreign keys with cascade. */
  FOREIGN_KEYS,
  /** Check constraints. */
  CHECK_CONSTRAINTS,
  /** Keys that the backend generates (identity columns). */
  GENERATED_KEYS,
  /** Updates append elements to lists and remove them. */
  LIST_UPDATES,
  /** Indexes of some of the records. */
  PARTIAL_INDEXES,
  /** Indexes by which the backend deletes records some time after an instant of theirs. */
  EXPIRING_INDEXES,
  /** Indexes for the search of words. */
  TEXT_INDEXES,
  /** Recursive queries over trees. */
  TREE_QUERIES,
  /** Several schemas in one database. */
  SCHEMAS,
  /** Triggers can be listed. */
  TRIGGERS,
  /** Sequences can be listed. */
  SEQUENCES,
  /** Data survives closing the provider. */
  DURABLE
}
