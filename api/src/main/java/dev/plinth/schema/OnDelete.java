package dev.plinth.schema;

/** What happens to a record when the one it refers to is deleted. */
public enum OnDelete {
  /** The delete is refused. */
  RESTRICT,
  /** It is deleted too. */
  CASCADE,
  /** Its reference becomes null. */
  SET_NULL
}
