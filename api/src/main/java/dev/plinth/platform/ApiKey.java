package dev.plinth.platform;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as stored. Neither its value nor its hash is part of it.
 *
 * @param name 1 to 200 characters
 * @param description 1 to 1,000 characters; null where none was given
 * @param prefix the beginning of the value, which may be shown and says nothing of the rest; not unique
 * @param limits the rules to consume with every call; empty for no limit
 * @param active false for good once deactivated
 * @param expiresAt from when on the key is refused; null for never
 * @param lastUsedAt the latest recorded use; null where there was none
 * @param replacedBy the key that rotation made of this one; null where it was not rotated
 */
public record ApiKey(UUID id, UUID userId, String name, @Nullable String description, String prefix,
    ApiKeyTier tier, List<RateLimitRule> limits, boolean active, @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt, @Nullable UUID replacedBy, Instant createdAt) {
  static final int MAX_NAME = 200;
  static final int MAX_DESCRIPTION = 1_000;
  private static final int MAX_PREFIX = 64;

  /** Copies the list and cuts the instants to milliseconds. */
  public ApiKey {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(userId, "userId");
    Arguments.text("name", name, 1, MAX_NAME);
    description = Arguments.optionalText("description", description, MAX_DESCRIPTION);
    Arguments.text("prefix", prefix, 1, MAX_PREFIX);
    Objects.requireNonNull(tier, "tier");
    limits = RateLimitRule.checked(limits);
    expiresAt = Arguments.optionalMillis("expiresAt", expiresAt);
    lastUsedAt = Arguments.optionalMillis("lastUsedAt", lastUsedAt);
    createdAt = Arguments.millis("createdAt", createdAt);
  }

  /** A builder of an active key as {@code key} describes it; an expiry not given stays open. */
  public static ApiKeyBuilder builder(UUID id, NewApiKey key, String prefix, Instant createdAt) {
    return new ApiKeyBuilder(id, key, prefix, createdAt);
  }

  /** A builder that starts from this key. */
  public ApiKeyBuilder toBuilder() {
    return new ApiKeyBuilder(this);
  }

  /** Whether the key is past its expiry at {@code moment}. */
  public boolean expiredAt(Instant moment) {
    Objects.requireNonNull(moment, "moment");
    return expiresAt != null && !moment.isBefore(expiresAt);
  }
}
