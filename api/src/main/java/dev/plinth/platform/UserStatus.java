package dev.plinth.platform;

/** Whether a user may act. The stores keep it and leave it to the application to heed it. */
public enum UserStatus {
  /** Created and not approved yet. */
  PENDING,
  /** May act. */
  ACTIVE,
  /** May not act any more. */
  SUSPENDED
}
