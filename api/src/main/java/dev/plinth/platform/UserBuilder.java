package dev.plinth.platform;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds a {@link User}: for stores, and for tests of applications. Not thread-safe. */
public final class UserBuilder {
  private final UUID id;
  private final Instant createdAt;
  private String email;
  private @Nullable String displayName;
  private boolean hasPassword;
  private UserStatus status = UserStatus.PENDING;
  private UserTier tier = UserTier.STARTER;
  private UserRole role = UserRole.USER;
  private @Nullable UUID approvedBy;
  private @Nullable Instant approvedAt;
  private Instant updatedAt;
  private @Nullable Instant lastActiveAt;

  UserBuilder(UUID id, String email, Instant createdAt) {
    this.id = id;
    this.email = email;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
  }

  UserBuilder(User user) {
    this(user.id(), user.email(), user.createdAt());
    displayName = user.displayName();
    hasPassword = user.hasPassword();
    status = user.status();
    tier = user.tier();
    role = user.role();
    approvedBy = user.approvedBy();
    approvedAt = user.approvedAt();
    updatedAt = user.updatedAt();
    lastActiveAt = user.lastActiveAt();
  }

  /** Sets the email. */
  public UserBuilder email(String address) {
    email = address;
    return this;
  }

  /** Sets the display name. */
  public UserBuilder displayName(String name) {
    displayName = name;
    return this;
  }

  /** Sets whether there is a password. */
  public UserBuilder hasPassword(boolean present) {
    hasPassword = present;
    return this;
  }

  /** Sets the status, and that nobody was named for it. */
  public UserBuilder status(UserStatus present) {
    status = present;
    approvedBy = null;
    approvedAt = null;
    return this;
  }

  /** Sets who approved the present status and when; call it after {@link #status}. */
  public UserBuilder approved(UUID by, Instant at) {
    approvedBy = by;
    approvedAt = at;
    return this;
  }

  /** Sets the tier. */
  public UserBuilder tier(UserTier subscribed) {
    tier = subscribed;
    return this;
  }

  /** Sets the role. */
  public UserBuilder role(UserRole held) {
    role = held;
    return this;
  }

  /** Sets when the user was last changed. */
  public UserBuilder updatedAt(Instant moment) {
    updatedAt = moment;
    return this;
  }

  /** Sets the latest activity. */
  public UserBuilder lastActiveAt(Instant moment) {
    lastActiveAt = moment;
    return this;
  }

  /** The user; refuses what {@link User} refuses. */
  public User build() {
    return new User(id, email, displayName, hasPassword, status, tier, role, approvedBy, approvedAt,
        createdAt, updatedAt, lastActiveAt);
  }
}
