package dev.plinth;

/** How much concurrent transactions see of each other. A backend may give more than was asked for. */
public enum Isolation {
  /** What the backend does by default. */
  DEFAULT,
  /** What others committed is seen. */
  READ_COMMITTED,
  /** What was read once stays as it was. */
  REPEATABLE_READ,
  /** As if one ran after the other. */
  SERIALIZABLE
}
