package dev.plinth.factory;

/** How far a connection of {@link Connections} is. */
public enum ConnectionState {
  /** Known, and opened when somebody asks for it. */
  CONFIGURED,
  /** Being opened. */
  OPENING,
  /** Open. */
  OPEN,
  /** It could not be opened the last time; the next call tries again. */
  FAILED
}
