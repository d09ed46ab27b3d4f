package dev.plinth.data;

/** What an insert does with a record whose key exists already. */
public enum OnConflict {
  /** Fails; nothing of the whole call is applied. */
  ERROR,
  /** Leaves the existing record as it is. Other violations still fail. */
  IGNORE,
  /** Overwrites the columns of the existing record that the row names. */
  UPDATE
}
