package dev.plinth.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SecretValuesTest {
  private static final UUID USER = UUID.randomUUID();
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void showsNoToken() {
    NewOAuthToken token = NewOAuthToken.of("canary-access").withRefreshToken("canary-refresh");
    OAuthTokenInfo info =
        OAuthTokenInfo.builder(OAuthTokenKey.of(USER, "github"), NOW).refreshable(true).build();
    OAuthToken stored = new OAuthToken(info, token.accessToken(), token.refreshToken());
    assertThat(token + " " + stored).doesNotContain("canary").contains("github");
  }

  @Test
  void showsNoApiKey() {
    ApiKey key = apiKey(NewApiKey.of(USER, "laptop", ApiKeyTier.TRIAL));
    assertThat(new CreatedApiKey(key, "plk_abcdcanary").toString()).doesNotContain("canary")
        .contains("laptop");
  }

  @Test
  void refusesARefreshTokenThatTheInfoDoesNotKnow() {
    OAuthTokenInfo info = OAuthTokenInfo.builder(OAuthTokenKey.of(USER, "github"), NOW).build();
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> new OAuthToken(info, "a", "r"))
        .withMessageContaining("refreshToken");
  }

  @Test
  void takesTheLimitsOfTheTierUnlessOthersAreGiven() {
    NewApiKey tiered = NewApiKey.builder(USER, "laptop").tier(ApiKeyTier.PROFESSIONAL).build();
    assertThat(tiered.limits()).containsExactly(RateLimitRule.monthly(100_000));
    NewApiKey own = tiered.toBuilder().limits(RateLimitRule.hourly(5)).build();
    assertThat(own.limits()).containsExactly(RateLimitRule.hourly(5));
    assertThat(own.toBuilder().build()).isEqualTo(own);
    assertThat(own.toBuilder().tier(ApiKeyTier.ENTERPRISE).build().limits()).isEmpty();
  }

  @Test
  void letsInValidKeysAlone() {
    ApiKey key = apiKey(NewApiKey.of(USER, "laptop", ApiKeyTier.STARTER));
    assertThat(new ApiKeyVerification.Valid(key).validKey()).contains(key);
    assertThat(new ApiKeyVerification.Unknown().validKey()).isEmpty();
    assertThat(new ApiKeyVerification.Inactive(key).validKey()).isEmpty();
    assertThat(new ApiKeyVerification.Expired(key).validKey()).isEmpty();
  }

  @Test
  void expiresAtTheMomentItself() {
    ApiKey key = apiKey(NewApiKey.builder(USER, "laptop").expiresAt(NOW).build());
    assertThat(key.expiredAt(NOW)).isTrue();
    assertThat(key.expiredAt(NOW.minusMillis(1))).isFalse();
    assertThat(key.toBuilder().build()).isEqualTo(key);
  }

  private static ApiKey apiKey(NewApiKey key) {
    return ApiKey.builder(UUID.randomUUID(), key, "plk_abcd", NOW).build();
  }
}
