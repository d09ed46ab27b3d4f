package dev.plinth.platform;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's token endpoint answered.
 *
 * @param accessToken 1 to 16,384 characters
 * @param refreshToken 1 to 16,384 characters; null where the provider sent none
 * @param tokenType 1 to 50 characters, usually {@code Bearer}
 * @param scope 1 to 4,000 characters, as the provider wrote it; null where it sent none
 * @param expiresAt null where the access token does not expire
 */
public record NewOAuthToken(String accessToken, @Nullable String refreshToken, String tokenType,
    @Nullable String scope, @Nullable Instant expiresAt) {
  private static final String BEARER = "Bearer";

  /** Refuses what is out of range with {@link dev.plinth.ErrorCode#INVALID_ARGUMENT}. */
  public NewOAuthToken {
    Arguments.text("accessToken", accessToken, 1, OAuthToken.MAX_TOKEN);
    refreshToken = Arguments.optionalText("refreshToken", refreshToken, OAuthToken.MAX_TOKEN);
    Arguments.text("tokenType", tokenType, 1, OAuthTokenInfo.MAX_TYPE);
    scope = Arguments.optionalText("scope", scope, OAuthTokenInfo.MAX_SCOPE);
    expiresAt = Arguments.optionalMillis("expiresAt", expiresAt);
  }

  /** A bearer token that does not expire, without refresh token and scope. */
  public static NewOAuthToken of(String accessToken) {
    return new NewOAuthToken(accessToken, null, BEARER, null, null);
  }

  /** This token with a refresh token. */
  public NewOAuthToken withRefreshToken(String token) {
    return new NewOAuthToken(accessToken, Objects.requireNonNull(token, "refreshToken"), tokenType,
        scope, expiresAt);
  }

  /** This token with another type. */
  public NewOAuthToken withTokenType(String type) {
    return new NewOAuthToken(accessToken, refreshToken, type, scope, expiresAt);
  }

  /** This token with a scope. */
  public NewOAuthToken withScope(String granted) {
    return new NewOAuthToken(accessToken, refreshToken, tokenType,
        Objects.requireNonNull(granted, "scope"), expiresAt);
  }

  /** This token with a moment from which on it is of no use. */
  public NewOAuthToken withExpiresAt(Instant moment) {
    return new NewOAuthToken(accessToken, refreshToken, tokenType, scope,
        Objects.requireNonNull(moment, "expiresAt"));
  }

  /** Shows neither token. */
  @Override
  public String toString() {
    return "NewOAuthToken[accessToken=redacted, refreshToken="
        + (refreshToken == null ? "none" : "redacted") + ", tokenType=" + tokenType + ", expiresAt="
        + expiresAt + "]";
  }
}
