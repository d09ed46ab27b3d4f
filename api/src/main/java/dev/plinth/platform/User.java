package dev.plinth.platform;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as stored. Neither the password nor its hash is part of it.
 *
 * @param email as {@link EmailAddress} normalises it
 * @param displayName 1 to {@value #MAX_DISPLAY_NAME} characters; null where none was given
 * @param hasPassword whether {@link UserStore#verifyPassword} can ever succeed
 * @param approvedBy who approved the present status; null where nobody was named
 * @param approvedAt when that was; null exactly when {@code approvedBy} is
 * @param updatedAt when anything but the activity last changed
 * @param lastActiveAt the latest recorded activity; null where there was none
 */
public record User(UUID id, String email, @Nullable String displayName, boolean hasPassword,
    UserStatus status, UserTier tier, UserRole role, @Nullable UUID approvedBy,
    @Nullable Instant approvedAt, Instant createdAt, Instant updatedAt,
    @Nullable Instant lastActiveAt) {
  /** The longest display name. */
  public static final int MAX_DISPLAY_NAME = 200;

  /** Normalises the email and cuts the instants to milliseconds. */
  public User {
    Objects.requireNonNull(id, "id");
    email = new EmailAddress(email).value();
    displayName = Arguments.optionalText("displayName", displayName, MAX_DISPLAY_NAME);
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(tier, "tier");
    Objects.requireNonNull(role, "role");
    approvedAt = Arguments.optionalMillis("approvedAt", approvedAt);
    if ((approvedBy == null) != (approvedAt == null)) {
      throw Arguments.invalid("approvedBy and approvedAt must be given together");
    }
    createdAt = Arguments.millis("createdAt", createdAt);
    updatedAt = Arguments.millis("updatedAt", updatedAt);
    lastActiveAt = Arguments.optionalMillis("lastActiveAt", lastActiveAt);
  }

  /** A builder of a pending user without password, tier STARTER, role USER, never changed. */
  public static UserBuilder builder(UUID id, String email, Instant createdAt) {
    return new UserBuilder(id, email, createdAt);
  }

  /** A builder that starts from this user. */
  public UserBuilder toBuilder() {
    return new UserBuilder(this);
  }

  /** Shows what identifies and classifies the user, and nothing personal. */
  @Override
  public String toString() {
    return "User[id=" + id + ", status=" + status + ", tier=" + tier + ", role=" + role + "]";
  }
}
