package dev.plinth.support.engine;

/** What an engine needs to know of work in order to schedule it. */
public enum WorkKind {
  /** Reads alone; may run on a replica or a read-only connection. */
  READ,
  /** One statement that writes records, which the backend undoes by itself when it fails; may share a transaction with others. */
  WRITE,
  /** Several statements that write records; may share a transaction with others, under a savepoint of its own. */
  WRITE_UNIT,
  /** Runs in a transaction of its own: long work, unknown statements, changes of the schema. */
  ALONE,
  /** Runs outside of a transaction, which the backend refuses for it. */
  WITHOUT_TRANSACTION
}
