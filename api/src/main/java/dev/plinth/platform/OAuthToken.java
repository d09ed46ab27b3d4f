package dev.plinth.platform;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stored OAuth token, decrypted.
 *
 * @param accessToken 1 to 16,384 characters
 * @param refreshToken 1 to 16,384 characters; null unless {@link OAuthTokenInfo#refreshable()}
 */
public record OAuthToken(OAuthTokenInfo info, String accessToken, @Nullable String refreshToken) {
  static final int MAX_TOKEN = 16_384;

  /** Refuses a refresh token that does not fit {@code info}. */
  public OAuthToken {
    Objects.requireNonNull(info, "info");
    Arguments.text("accessToken", accessToken, 1, MAX_TOKEN);
    refreshToken = Arguments.optionalText("refreshToken", refreshToken, MAX_TOKEN);
    if (info.refreshable() != (refreshToken != null)) {
      throw Arguments.invalid("refreshToken must be given exactly when info.refreshable is true");
    }
  }

  /** Whose token it is. */
  public OAuthTokenKey key() {
    return info.key();
  }

  /** What {@link OAuthTokenStore#refreshOAuthToken} expects. */
  public long version() {
    return info.version();
  }

  /** Whether the access token is of no use any more at {@code moment}. */
  public boolean expiredAt(Instant moment) {
    return info.expiredAt(moment);
  }

  /** Shows neither token. */
  @Override
  public String toString() {
    return "OAuthToken[info=" + info + ", accessToken=redacted, refreshToken="
        + (refreshToken == null ? "none" : "redacted") + "]";
  }
}
