package dev.plinth.platform;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key to be created.
 *
 * @param name 1 to 200 characters; need not be unique
 * @param description 1 to 1,000 characters; null for none
 * @param limits at most {@value RateLimitRule#MAX_RULES} rules with different names; empty for no limit
 * @param expiresAt null for the moment that the {@link ApiKeyTier#lifetime()} of the tier gives
 */
public record NewApiKey(UUID userId, String name, @Nullable String description, ApiKeyTier tier,
    List<RateLimitRule> limits, @Nullable Instant expiresAt) {
  /** Refuses what is out of range with {@link dev.plinth.ErrorCode#INVALID_ARGUMENT}. */
  public NewApiKey {
    Objects.requireNonNull(userId, "userId");
    Arguments.text("name", name, 1, ApiKey.MAX_NAME);
    description = Arguments.optionalText("description", description, ApiKey.MAX_DESCRIPTION);
    Objects.requireNonNull(tier, "tier");
    limits = RateLimitRule.checked(limits);
    expiresAt = Arguments.optionalMillis("expiresAt", expiresAt);
  }

  /** A key with the limits and the lifetime of {@code tier}. */
  public static NewApiKey of(UUID userId, String name, ApiKeyTier tier) {
    return new NewApiKey(userId, name, null, tier, tier.limits(), null);
  }

  /** A builder of a key of the tier STARTER. */
  public static Builder builder(UUID userId, String name) {
    return new Builder(userId, name);
  }

  /** A builder that starts from this key. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Builds a {@link NewApiKey}. Not thread-safe. */
  public static final class Builder {
    private final UUID userId;
    private final String name;
    private @Nullable String description;
    private ApiKeyTier tier = ApiKeyTier.STARTER;
    private @Nullable List<RateLimitRule> limits;
    private @Nullable Instant expiresAt;

    private Builder(UUID userId, String name) {
      this.userId = userId;
      this.name = name;
    }

    private Builder(NewApiKey key) {
      this(key.userId, key.name);
      description = key.description;
      tier = key.tier;
      limits = key.limits;
      expiresAt = key.expiresAt;
    }

    /** Sets what the key is for. */
    public Builder description(String purpose) {
      description = purpose;
      return this;
    }

    /** Sets the tier and its limits. */
    public Builder tier(ApiKeyTier wanted) {
      tier = wanted;
      limits = null;
      return this;
    }

    /** Sets limits other than those of the tier; call it after {@link #tier}. */
    public Builder limits(RateLimitRule... rules) {
      limits = List.of(rules);
      return this;
    }

    /** Sets when the key expires. */
    public Builder expiresAt(Instant moment) {
      expiresAt = moment;
      return this;
    }

    /** The key to be created; refuses what {@link NewApiKey} refuses. */
    public NewApiKey build() {
      return new NewApiKey(userId, name, description, tier, limits == null ? tier.limits() : limits,
          expiresAt);
    }
  }
}
