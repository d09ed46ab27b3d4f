package dev.plinth.platform;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Builds an {@link OAuthTokenInfo}: for stores, and for tests of applications. Not thread-safe. */
public final class OAuthTokenInfoBuilder {
  private final OAuthTokenKey key;
  private final Instant createdAt;
  private long version = 1;
  private String tokenType = "Bearer";
  private @Nullable String scope;
  private boolean refreshable;
  private @Nullable Instant expiresAt;
  private @Nullable Instant lastSyncAt;
  private Instant updatedAt;

  OAuthTokenInfoBuilder(OAuthTokenKey key, Instant createdAt) {
    this.key = key;
    this.createdAt = createdAt;
    this.updatedAt = createdAt;
  }

  OAuthTokenInfoBuilder(OAuthTokenInfo info) {
    this(info.key(), info.createdAt());
    version = info.version();
    tokenType = info.tokenType();
    scope = info.scope();
    refreshable = info.refreshable();
    expiresAt = info.expiresAt();
    lastSyncAt = info.lastSyncAt();
    updatedAt = info.updatedAt();
  }

  /** Sets the version. */
  public OAuthTokenInfoBuilder version(long number) {
    version = number;
    return this;
  }

  /** Sets the token type. */
  public OAuthTokenInfoBuilder tokenType(String type) {
    tokenType = type;
    return this;
  }

  /** Sets the scope. */
  public OAuthTokenInfoBuilder scope(String granted) {
    scope = granted;
    return this;
  }

  /** Sets whether a refresh token is stored. */
  public OAuthTokenInfoBuilder refreshable(boolean possible) {
    refreshable = possible;
    return this;
  }

  /** Sets when the access token expires. */
  public OAuthTokenInfoBuilder expiresAt(Instant moment) {
    expiresAt = moment;
    return this;
  }

  /** Sets when data was last fetched. */
  public OAuthTokenInfoBuilder lastSyncAt(Instant moment) {
    lastSyncAt = moment;
    return this;
  }

  /** Sets when the token was last stored or refreshed. */
  public OAuthTokenInfoBuilder updatedAt(Instant moment) {
    updatedAt = moment;
    return this;
  }

  /** The value; refuses what {@link OAuthTokenInfo} refuses. */
  public OAuthTokenInfo build() {
    return new OAuthTokenInfo(key, version, tokenType, scope, refreshable, expiresAt, lastSyncAt,
        createdAt, updatedAt);
  }
}
