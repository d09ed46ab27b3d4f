package dev.plinth.platform;

import dev.plinth.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * API keys of users. The value of a key is shown once, when it is made; stored are a prefix to find it
 * by and a salted SHA-256 of the whole.
 *
 * <p>A key that was rotated ends with its grace and takes no more changes: updating it fails with {@link
 * ErrorCode#CONFLICT}.
 */
public interface ApiKeyStore {
  /**
   * Creates a key with a random value.
   *
   * <p>Fails with {@link ErrorCode#FOREIGN_KEY_VIOLATION} where there is no such user and with {@link
   * ErrorCode#INVALID_ARGUMENT} where the expiry does not lie in the future.
   */
  CompletableFuture<CreatedApiKey> createApiKey(NewApiKey key);

  /**
   * Tells what the value sent by a client is worth, comparing in constant time.
   *
   * <p>Whatever the text, also an empty or endless one, this is an answer and no failure. It neither
   * records the use nor consumes a limit, and the status of the owner is left to the caller.
   */
  CompletableFuture<ApiKeyVerification> verifyApiKey(String value);

  /** Finds a key by id, whether it may be used or not; empty where there is none. */
  CompletableFuture<Optional<ApiKey>> findApiKey(UUID id);

  /** Lists the keys of a user, whether they may be used or not. */
  CompletableFuture<Page<ApiKey>> listApiKeys(UUID userId, PageRequest page);

  /** Lists the keys of all users whose {@link ApiKey#prefix()} is exactly {@code prefix}: usually one. */
  CompletableFuture<Page<ApiKey>> listApiKeysByPrefix(String prefix, PageRequest page);

  /**
   * Sets the tier, and the limits to those of the tier. A key that leaves TRIAL loses its expiry; one
   * that becomes TRIAL without having an expiry is given that of the tier, from now on.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no such key and with {@link
   * ErrorCode#CONFLICT} where it was rotated.
   */
  CompletableFuture<ApiKey> updateApiKeyTier(UUID id, ApiKeyTier tier);

  /**
   * Sets the limits; an empty list removes them.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no such key, with {@link
   * ErrorCode#CONFLICT} where it was rotated, and with {@link ErrorCode#INVALID_ARGUMENT} where {@link
   * RateLimitRule#checked} refuses the list.
   */
  CompletableFuture<ApiKey> updateApiKeyLimits(UUID id, List<RateLimitRule> limits);

  /**
   * Sets when the key expires.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where there is no such key, with {@link
   * ErrorCode#CONFLICT} where it was rotated, and with {@link ErrorCode#INVALID_ARGUMENT} where the
   * moment does not lie in the future.
   */
  CompletableFuture<ApiKey> updateApiKeyExpiry(UUID id, Instant expiresAt);

  /**
   * Records that the key was used at {@code at}; a use older than the one recorded changes nothing.
   * Completes with whether there is such a key.
   */
  CompletableFuture<Boolean> recordApiKeyUse(UUID id, Instant at);

  /**
   * Makes a new key of the same user, name, description, tier, limits and expiry, and lets the old one
   * expire once {@code grace} is over, or sooner if it would have anyway. A rotation does not prolong.
   *
   * <p>Of several rotations of one key at once, one succeeds. Fails with {@link ErrorCode#NOT_FOUND}
   * where there is no such key, with {@link ErrorCode#CONFLICT} where it was rotated before, was
   * deactivated or has expired, and with {@link ErrorCode#INVALID_ARGUMENT} for a grace out of range.
   *
   * @param grace zero to 90 days; with zero the old key expires at once
   */
  CompletableFuture<CreatedApiKey> rotateApiKey(UUID id, Duration grace);

  /**
   * Ends a key at once and for good. Completes with whether there was one that had not been deactivated
   * before. A key that rotation made of it lives on.
   */
  CompletableFuture<Boolean> deactivateApiKey(UUID id);

  /**
   * Deletes the keys of all users that expired before {@code before}. Completes with how many there were.
   *
   * @param before a moment in the future is taken for now
   */
  CompletableFuture<Long> deleteExpiredApiKeys(Instant before);
}
