package dev.plinth.platform;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stored OAuth token without decrypting it.
 *
 * @param version 1 when stored first, and one more after every store and refresh
 * @param tokenType 1 to 50 characters, usually {@code Bearer}
 * @param scope 1 to 4,000 characters; null where the provider sent none
 * @param refreshable whether a refresh token is stored with it
 * @param expiresAt null where the access token does not expire
 * @param lastSyncAt when data was last fetched with it; null where that was not recorded
 * @param updatedAt when the token was last stored or refreshed
 */
public record OAuthTokenInfo(OAuthTokenKey key, long version, String tokenType,
    @Nullable String scope, boolean refreshable, @Nullable Instant expiresAt,
    @Nullable Instant lastSyncAt, Instant createdAt, Instant updatedAt) {
  static final int MAX_TYPE = 50;
  static final int MAX_SCOPE = 4_000;

  /** Cuts the instants to milliseconds. */
  public OAuthTokenInfo {
    Objects.requireNonNull(key, "key");
    Arguments.inRange("version", version, 1, Long.MAX_VALUE);
    Arguments.text("tokenType", tokenType, 1, MAX_TYPE);
    scope = Arguments.optionalText("scope", scope, MAX_SCOPE);
    expiresAt = Arguments.optionalMillis("expiresAt", expiresAt);
    lastSyncAt = Arguments.optionalMillis("lastSyncAt", lastSyncAt);
    createdAt = Arguments.millis("createdAt", createdAt);
    updatedAt = Arguments.millis("updatedAt", updatedAt);
  }

  /** A builder of a bearer token in version 1 that does not expire and was never changed. */
  public static OAuthTokenInfoBuilder builder(OAuthTokenKey key, Instant createdAt) {
    return new OAuthTokenInfoBuilder(key, createdAt);
  }

  /** A builder that starts from this one. */
  public OAuthTokenInfoBuilder toBuilder() {
    return new OAuthTokenInfoBuilder(this);
  }

  /** Whether the access token is of no use any more at {@code moment}. */
  public boolean expiredAt(Instant moment) {
    Objects.requireNonNull(moment, "moment");
    return expiresAt != null && !moment.isBefore(expiresAt);
  }
}
