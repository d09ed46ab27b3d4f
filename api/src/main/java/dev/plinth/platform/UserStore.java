package dev.plinth.platform;

import dev.plinth.ErrorCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Users of the application: who they are and whether they may act.
 *
 * <p>Passwords are kept as bcrypt hashes and never come back. Every method given an email compares it
 * as {@link EmailAddress} says, and fails with {@link ErrorCode#INVALID_ARGUMENT} where it is none,
 * unless said otherwise.
 */
public interface UserStore {
  /**
   * Creates a user with status {@link UserStatus#PENDING}.
   *
   * <p>Fails with {@link ErrorCode#UNIQUE_VIOLATION} if the email is taken, whatever its case.
   */
  CompletableFuture<User> createUser(NewUser user);

  /** Finds a user by id; empty where there is none. */
  CompletableFuture<Optional<User>> findUser(UUID id);

  /** Finds a user by email, whatever its case; empty where there is none. */
  CompletableFuture<Optional<User>> findUserByEmail(String email);

  /**
   * Finds the user with this email if {@code password} is theirs.
   *
   * <p>Empty for a wrong password, an unknown email, what is no email, and a user without password:
   * all alike, and after about the same time, so that nobody can find out which emails exist. The
   * status is left to the caller: pending and suspended users are found too. Where the stored hash
   * is older or weaker than those made now, it is replaced by a new one of the same password; if
   * that fails, the answer stands and the next success tries again.
   */
  CompletableFuture<Optional<User>> verifyPassword(String email, String password);

  /**
   * Sets the password, also of a user who had none.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no such user and with {@link
   * ErrorCode#INVALID_ARGUMENT} unless the password has {@value NewUser#MIN_PASSWORD} to {@value
   * NewUser#MAX_PASSWORD} characters.
   */
  CompletableFuture<User> updatePassword(UUID id, String password);

  /**
   * Sets the email.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no such user and with {@link
   * ErrorCode#UNIQUE_VIOLATION} if another user has this email.
   */
  CompletableFuture<User> updateUserEmail(UUID id, String email);

  /**
   * Sets the status and forgets who approved the one before.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no such user.
   */
  CompletableFuture<User> updateUserStatus(UUID id, UserStatus status);

  /**
   * Sets the status, and records who approved it and when.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no user {@code id}.
   *
   * @param approvedBy recorded as given: need not be a stored user, and stays when that user is deleted
   */
  CompletableFuture<User> updateUserStatus(UUID id, UserStatus status, UUID approvedBy);

  /** Sets the tier. Fails with {@link ErrorCode#NOT_FOUND} where there is no such user. */
  CompletableFuture<User> updateUserTier(UUID id, UserTier tier);

  /** Sets the role. Fails with {@link ErrorCode#NOT_FOUND} where there is no such user. */
  CompletableFuture<User> updateUserRole(UUID id, UserRole role);

  /**
   * Sets the name to show.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no such user and with {@link
   * ErrorCode#INVALID_ARGUMENT} beyond {@value User#MAX_DISPLAY_NAME} characters.
   *
   * @param displayName the empty string removes the name
   */
  CompletableFuture<User> updateUserDisplayName(UUID id, String displayName);

  /**
   * Records that the user was active at {@code at}; an activity older than the one recorded changes
   * nothing. Completes with whether there is such a user.
   */
  CompletableFuture<Boolean> recordUserActivity(UUID id, Instant at);

  /** Counts all users. */
  default CompletableFuture<Long> countUsers() {
    return countUsers(UserFilter.all());
  }

  /** Counts the users that {@code filter} means. */
  CompletableFuture<Long> countUsers(UserFilter filter);

  /** Lists the users that {@code filter} means. */
  CompletableFuture<Page<User>> listUsers(UserFilter filter, PageRequest page);

  /**
   * Deletes a user with all their OAuth tokens and API keys. Completes with whether there was one.
   *
   * <p>Counters of rate limits are not touched: a subject is not known to be a user.
   */
  CompletableFuture<Boolean> deleteUser(UUID id);
}
