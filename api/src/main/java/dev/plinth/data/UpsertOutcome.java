package dev.plinth.data;

/** What an upsert did. */
public enum UpsertOutcome {
  /** The record is new. */
  INSERTED,
  /** The record existed and was updated. */
  UPDATED
}
