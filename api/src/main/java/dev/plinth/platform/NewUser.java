package dev.plinth.platform;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A user to be created.
 *
 * @param email normalised as {@link EmailAddress} says
 * @param password {@value #MIN_PASSWORD} to {@value #MAX_PASSWORD} characters; null for a user who is
 *     authenticated elsewhere
 * @param displayName 1 to {@value User#MAX_DISPLAY_NAME} characters; null for none
 */
public record NewUser(String email, @Nullable String password, @Nullable String displayName,
    UserTier tier, UserRole role) {
  /** The shortest password. */
  public static final int MIN_PASSWORD = 8;
  /** The longest password; none is ever cut. */
  public static final int MAX_PASSWORD = 1_024;

  /** Refuses what is out of range with {@link dev.plinth.ErrorCode#INVALID_ARGUMENT}. */
  public NewUser {
    email = new EmailAddress(email).value();
    if (password != null) {
      Arguments.text("password", password, MIN_PASSWORD, MAX_PASSWORD);
    }
    displayName = Arguments.optionalText("displayName", displayName, User.MAX_DISPLAY_NAME);
    Objects.requireNonNull(tier, "tier");
    Objects.requireNonNull(role, "role");
  }

  /** A user with a password, tier STARTER, role USER. */
  public static NewUser of(String email, String password) {
    return withoutPassword(email).withPassword(password);
  }

  /** A user who is authenticated elsewhere, tier STARTER, role USER. */
  public static NewUser withoutPassword(String email) {
    return new NewUser(email, null, null, UserTier.STARTER, UserRole.USER);
  }

  /** This user with {@code secret} as password. */
  public NewUser withPassword(String secret) {
    return new NewUser(email, Objects.requireNonNull(secret, "password"), displayName, tier, role);
  }

  /** This user with a name to show. */
  public NewUser withDisplayName(String name) {
    return new NewUser(email, password, Objects.requireNonNull(name, "displayName"), tier, role);
  }

  /** This user in another tier. */
  public NewUser withTier(UserTier subscribed) {
    return new NewUser(email, password, displayName, subscribed, role);
  }

  /** This user in another role. */
  public NewUser withRole(UserRole held) {
    return new NewUser(email, password, displayName, tier, held);
  }

  /** Shows neither the password nor anything personal. */
  @Override
  public String toString() {
    return "NewUser[password=" + (password == null ? "none" : "redacted") + ", tier=" + tier
        + ", role=" + role + "]";
  }
}
