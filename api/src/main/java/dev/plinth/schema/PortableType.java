package dev.plinth.schema;

/** The types of columns that every backend can keep; each provider maps them to its best. */
public enum PortableType {
  /** True or false. */
  BOOLEAN,
  /** A whole number of 64 bits. */
  LONG,
  /** A floating-point number of 64 bits. */
  DOUBLE,
  /** An exact decimal. */
  DECIMAL,
  /** Text, compared by code point. */
  TEXT,
  /** A UUID. */
  UUID,
  /** A point in time in UTC, cut to the precision that the provider states. */
  INSTANT,
  /** A date without time. */
  DATE,
  /** Bytes. */
  BYTES,
  /** JSON, or a document. */
  JSON,
  /** A list of strings. */
  TEXT_LIST
}
