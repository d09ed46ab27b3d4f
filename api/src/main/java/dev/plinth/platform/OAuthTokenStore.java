package dev.plinth.platform;

import dev.plinth.ErrorCode;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * OAuth tokens of users at other services, one per user, tenant and provider.
 *
 * <p>Access and refresh tokens are encrypted at rest with AES-256-GCM. The ciphertext is bound to its
 * key, so that a row copied onto another user, tenant or provider does not decrypt. Without an
 * encryption key, storing and refreshing fail with {@link ErrorCode#INVALID_ARGUMENT} and say how to
 * set one; finding fails with {@link ErrorCode#DECRYPTION_FAILED}. Listings need no encryption key:
 * they decrypt nothing, so that one damaged token does not hide the others.
 */
public interface OAuthTokenStore {
  /**
   * Stores a token; it replaces as a whole the one stored under this key, whose version goes on, and
   * whose creation and last sync stay.
   *
   * <p>Fails with {@link ErrorCode#FOREIGN_KEY_VIOLATION} where there is no such user and with {@link
   * ErrorCode#INVALID_ARGUMENT} where no encryption key is configured.
   */
  CompletableFuture<OAuthToken> storeOAuthToken(OAuthTokenKey key, NewOAuthToken token);

  /**
   * Finds a token, expired or not; empty where there is none.
   *
   * <p>Fails with {@link ErrorCode#DECRYPTION_FAILED} where the key that encrypted it is not configured
   * or the stored value was altered.
   */
  CompletableFuture<Optional<OAuthToken>> findOAuthToken(OAuthTokenKey key);

  /** Lists the tokens of a user in all tenants, ordered by tenant and then by provider. */
  CompletableFuture<Page<OAuthTokenInfo>> listOAuthTokens(UUID userId, PageRequest page);

  /**
   * Replaces a token that is still in the version expected, so that of two who refresh at once only
   * one wins. Where {@code token} has no refresh token or no scope, the stored one stays, as RFC 6749
   * has it.
   *
   * <p>Fails with {@link ErrorCode#CONFLICT} where the version is another: somebody else has refreshed
   * the token, and finding it again gives theirs. Fails with {@link ErrorCode#NOT_FOUND} where there is
   * none and with {@link ErrorCode#INVALID_ARGUMENT} where no encryption key is configured. In every one
   * of these cases nothing was changed.
   *
   * @param expectedVersion the {@link OAuthToken#version()} that was used to refresh
   */
  CompletableFuture<OAuthToken> refreshOAuthToken(OAuthTokenKey key, long expectedVersion,
      NewOAuthToken token);

  /**
   * Lists the tokens of all users that expire before {@code before}, those already expired included,
   * the earliest first.
   */
  CompletableFuture<Page<OAuthTokenInfo>> listExpiringOAuthTokens(Instant before, PageRequest page);

  /**
   * Sets when data was last fetched with a token, also back, to fetch it again. The version stays.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no such token.
   */
  CompletableFuture<OAuthTokenInfo> updateOAuthLastSync(OAuthTokenKey key, Instant at);

  /** Deletes a token. Completes with whether there was one. */
  CompletableFuture<Boolean> deleteOAuthToken(OAuthTokenKey key);

  /** Deletes the tokens of a user in all tenants. Completes with how many there were. */
  CompletableFuture<Long> deleteOAuthTokens(UUID userId);
}
