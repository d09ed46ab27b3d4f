package dev.plinth.schema;

/** What a name in a schema stands for. */
public enum TableKind {
  /** A table. */
  TABLE,
  /** A view. */
  VIEW,
  /** A collection of documents. */
  COLLECTION
}
