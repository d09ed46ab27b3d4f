package dev.plinth.platform;

import java.util.Objects;
import java.util.UUID;

/**
 * Whose OAuth token, in which tenant, from which provider: at most one token is stored for each.
 *
 * @param tenant 1 to 100 characters, {@link #DEFAULT_TENANT} where the application has no tenants
 * @param provider 1 to 100 characters, for example {@code github}
 */
public record OAuthTokenKey(UUID userId, String tenant, String provider) {
  /** The tenant of applications without tenants. */
  public static final String DEFAULT_TENANT = "default";

  private static final int MAX_LENGTH = 100;

  /** Refuses what is out of range with {@link dev.plinth.ErrorCode#INVALID_ARGUMENT}. */
  public OAuthTokenKey {
    Objects.requireNonNull(userId, "userId");
    Arguments.text("tenant", tenant, 1, MAX_LENGTH);
    Arguments.text("provider", provider, 1, MAX_LENGTH);
  }

  /** A key in the {@link #DEFAULT_TENANT}. */
  public static OAuthTokenKey of(UUID userId, String provider) {
    return new OAuthTokenKey(userId, DEFAULT_TENANT, provider);
  }
}
