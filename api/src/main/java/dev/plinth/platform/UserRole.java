package dev.plinth.platform;

/** What a user is to the application, from the least rights to the most. */
public enum UserRole {
  /** Uses the application. */
  USER,
  /** Administers it. */
  ADMIN,
  /** Administers the administrators too. */
  SUPER_ADMIN
}
