package dev.plinth.platform;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds an {@link ApiKey}: for stores, and for tests of applications. Not thread-safe. */
public final class ApiKeyBuilder {
  private final UUID id;
  private final UUID userId;
  private final String name;
  private final @Nullable String description;
  private final String prefix;
  private final Instant createdAt;
  private ApiKeyTier tier;
  private List<RateLimitRule> limits;
  private boolean active = true;
  private @Nullable Instant expiresAt;
  private @Nullable Instant lastUsedAt;
  private @Nullable UUID replacedBy;

  ApiKeyBuilder(UUID id, NewApiKey key, String prefix, Instant createdAt) {
    this.id = id;
    this.userId = key.userId();
    this.name = key.name();
    this.description = key.description();
    this.prefix = prefix;
    this.createdAt = createdAt;
    this.tier = key.tier();
    this.limits = key.limits();
    this.expiresAt = key.expiresAt();
  }

  ApiKeyBuilder(ApiKey key) {
    id = key.id();
    userId = key.userId();
    name = key.name();
    description = key.description();
    prefix = key.prefix();
    createdAt = key.createdAt();
    tier = key.tier();
    limits = key.limits();
    active = key.active();
    expiresAt = key.expiresAt();
    lastUsedAt = key.lastUsedAt();
    replacedBy = key.replacedBy();
  }

  /** Sets the tier alone. */
  public ApiKeyBuilder tier(ApiKeyTier present) {
    tier = present;
    return this;
  }

  /** Sets the limits. */
  public ApiKeyBuilder limits(List<RateLimitRule> rules) {
    limits = rules;
    return this;
  }

  /** Sets whether the key was not deactivated. */
  public ApiKeyBuilder active(boolean usable) {
    active = usable;
    return this;
  }

  /** Sets when the key expires. */
  public ApiKeyBuilder expiresAt(Instant moment) {
    expiresAt = moment;
    return this;
  }

  /** Sets the latest use. */
  public ApiKeyBuilder lastUsedAt(Instant moment) {
    lastUsedAt = moment;
    return this;
  }

  /** Sets the key that replaces this one. */
  public ApiKeyBuilder replacedBy(UUID successor) {
    replacedBy = successor;
    return this;
  }

  /** The key; refuses what {@link ApiKey} refuses. */
  public ApiKey build() {
    return new ApiKey(id, userId, name, description, prefix, tier, limits, active, expiresAt,
        lastUsedAt, replacedBy, createdAt);
  }
}
