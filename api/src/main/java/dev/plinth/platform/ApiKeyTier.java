package dev.plinth.platform;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an API key entitles to, unless it is created with other limits or another expiry. */
public enum ApiKeyTier {
  /** 1,000 a month, for 14 days. */
  TRIAL(1_000, Duration.ofDays(14)),
  /** 10,000 a month. */
  STARTER(10_000, null),
  /** 100,000 a month. */
  PROFESSIONAL(100_000, null),
  /** Without limit. */
  ENTERPRISE(0, null);

  private final long monthlyLimit;
  private final @Nullable Duration lifetime;

  ApiKeyTier(long monthlyLimit, @Nullable Duration lifetime) {
    this.monthlyLimit = monthlyLimit;
    this.lifetime = lifetime;
  }

  /** The limits of a key of this tier; empty for none. */
  public List<RateLimitRule> limits() {
    return monthlyLimit == 0 ? List.of() : List.of(RateLimitRule.monthly(monthlyLimit));
  }

  /** How long after its creation a key of this tier expires; empty where it does not. */
  public Optional<Duration> lifetime() {
    return Optional.ofNullable(lifetime);
  }
}
