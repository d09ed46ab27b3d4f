package dev.plinth.platform;

/** What a user has subscribed to. */
public enum UserTier {
  /** The tier of a new user. */
  STARTER,
  /** The middle tier. */
  PROFESSIONAL,
  /** The highest tier. */
  ENTERPRISE
}
