package dev.plinth.sqlite;

/** The statements by which a lane controls its transaction. */
enum Control {
  /** Takes the write lock at once, so that a transaction never fails in its middle for want of it. */
  BEGIN_WRITE("BEGIN IMMEDIATE"),
  /** Takes no lock; the first read fixes what is seen. */
  BEGIN_READ("BEGIN"),
  /** Reads for that purpose. */
  FIX_SNAPSHOT("SELECT 1 FROM sqlite_schema LIMIT 1"),
  /** Applies. */
  COMMIT("COMMIT"),
  /** Undoes. */
  ROLLBACK("ROLLBACK"),
  /** Marks where a member of a batch begins. */
  BEGIN_MEMBER("SAVEPOINT plinth_member"),
  /** Undoes a member; the mark stays. */
  UNDO_MEMBER("ROLLBACK TO plinth_member"),
  /** Forgets the mark. */
  END_MEMBER("RELEASE plinth_member");

  final String sql;

  Control(String sql) {
    this.sql = sql;
  }
}
