package dev.plinth.support.stores;

import static dev.plinth.support.stores.StoreFailures.fails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.ErrorCode;
import dev.plinth.platform.ApiKey;
import dev.plinth.platform.ApiKeyTier;
import dev.plinth.platform.ApiKeyVerification;
import dev.plinth.platform.CreatedApiKey;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.PageRequest;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.support.platform.ApiKeyTable;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ApiKeyStoreTest {
  private static final UUID OWNER = new UUID(0, 1);
  private static final Instant NOW = FakeStores.START.truncatedTo(ChronoUnit.MILLIS);

  private final FakeStores stores = FakeStores.create();

  @Test
  void keepsAllButTheValue() {
    CreatedApiKey created = create(NewApiKey.builder(OWNER, "laptop").description("at home")
        .limits(RateLimitRule.burst(10, 5), RateLimitRule.monthly(RateLimitRule.MAX_LIMIT))
        .build());
    assertThat(stores.findApiKey(created.key().id()).join()).contains(created.key());
    assertThat(stores.database.table(ApiKeyTable.NAME).snapshot().getFirst().toMap().values())
        .doesNotContain(created.value());
    assertThat(stores.listApiKeysByPrefix(created.key().prefix(), PageRequest.first()).join()
        .items()).containsExactly(created.key());
  }

  @Test
  void tellsWhatAValueIsWorth() {
    CreatedApiKey created = create(ApiKeyTier.TRIAL);
    assertThat(verify(created)).isEqualTo(new ApiKeyVerification.Valid(created.key()));
    assertThat(created.key().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(14)));
    stores.now = FakeStores.START.plus(Duration.ofDays(14));
    assertThat(verify(created)).isEqualTo(new ApiKeyVerification.Expired(created.key()));
    assertThat(stores.deactivateApiKey(created.key().id()).join()).isTrue();
    assertThat(stores.deactivateApiKey(created.key().id()).join()).isFalse();
    assertThat(verify(created)).isInstanceOf(ApiKeyVerification.Inactive.class);
    String other = create(ApiKeyTier.STARTER).value();
    stores.database.table(ApiKeyTable.NAME).restore(List.of());
    for (String value : List.of("", "plk_", other, other + "x", "x".repeat(100_000), "\0")) {
      assertThat(stores.verifyApiKey(value).join()).isEqualTo(new ApiKeyVerification.Unknown());
    }
  }

  @Test
  void tellsKeysOfOnePrefixApart() {
    CreatedApiKey one = create(ApiKeyTier.STARTER);
    CreatedApiKey other = create(ApiKeyTier.STARTER);
    var table = stores.database.table(ApiKeyTable.NAME);
    table.restore(table.snapshot().stream()
        .map(row -> row.with(ApiKeyTable.PREFIX, other.key().prefix())).toList());
    assertThat(verify(other).validKey()).contains(other.key());
    assertThat(verify(one)).isEqualTo(new ApiKeyVerification.Unknown());
  }

  @Test
  void rotatesOnceAndDoesNotProlong() {
    CreatedApiKey old = create(ApiKeyTier.TRIAL);
    CreatedApiKey next = stores.rotateApiKey(old.key().id(), Duration.ofHours(1)).join();
    assertThat(next.key()).isEqualTo(new ApiKey(next.key().id(), OWNER, "key", null,
        next.key().prefix(), ApiKeyTier.TRIAL, old.key().limits(), true, old.key().expiresAt(),
        null, null, NOW));
    ApiKey rotated = stores.findApiKey(old.key().id()).join().orElseThrow();
    assertThat(rotated.replacedBy()).isEqualTo(next.key().id());
    assertThat(rotated.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(verify(old).validKey()).isPresent();
    assertThat(verify(next).validKey()).contains(next.key());
    fails(ErrorCode.CONFLICT, stores.rotateApiKey(old.key().id(), Duration.ZERO));
    fails(ErrorCode.CONFLICT, stores.updateApiKeyTier(old.key().id(), ApiKeyTier.STARTER));
    fails(ErrorCode.CONFLICT, stores.updateApiKeyLimits(old.key().id(), List.of()));
    fails(ErrorCode.CONFLICT,
        stores.updateApiKeyExpiry(old.key().id(), NOW.plus(Duration.ofDays(1))));
    assertThat(stores.listApiKeys(OWNER, PageRequest.first()).join().items()).hasSize(2);
  }

  @Test
  void endsTheOldKeyAtOnceWithoutGrace() {
    CreatedApiKey old = create(ApiKeyTier.STARTER);
    stores.rotateApiKey(old.key().id(), Duration.ZERO).join();
    assertThat(verify(old)).isInstanceOf(ApiKeyVerification.Expired.class);
    assertThat(stores.deleteExpiredApiKeys(FakeStores.START).join()).isEqualTo(1);
  }

  @Test
  void refusesToRotateWhatIsNotUsable() {
    CreatedApiKey expired = create(ApiKeyTier.TRIAL);
    CreatedApiKey inactive = create(ApiKeyTier.STARTER);
    stores.deactivateApiKey(inactive.key().id()).join();
    stores.now = FakeStores.START.plus(Duration.ofDays(15));
    fails(ErrorCode.CONFLICT, stores.rotateApiKey(expired.key().id(), Duration.ZERO));
    fails(ErrorCode.CONFLICT, stores.rotateApiKey(inactive.key().id(), Duration.ZERO));
    fails(ErrorCode.NOT_FOUND, stores.rotateApiKey(UUID.randomUUID(), Duration.ZERO));
    fails(ErrorCode.INVALID_ARGUMENT,
        stores.rotateApiKey(inactive.key().id(), Duration.ofDays(90).plusNanos(1)));
  }

  @Test
  void rotatesAKeyAsItIsWhenItIsClaimed() {
    CreatedApiKey old = create(ApiKeyTier.STARTER);
    Instant expiry = NOW.plus(Duration.ofDays(1));
    stores.database.before(primitive -> {
      if (primitive.equals("updateReturning")) {
        stores.database.before(later -> {
        });
        stores.updateApiKeyExpiry(old.key().id(), expiry).join();
        stores.updateApiKeyLimits(old.key().id(), List.of()).join();
      }
    });
    ApiKey next = stores.rotateApiKey(old.key().id(), Duration.ZERO).join().key();
    assertThat(next.expiresAt()).isEqualTo(expiry);
    assertThat(next.limits()).isEmpty();
  }

  @Test
  void movesTheExpiryWithTheTier() {
    UUID id = create(ApiKeyTier.TRIAL).key().id();
    ApiKey starter = stores.updateApiKeyTier(id, ApiKeyTier.STARTER).join();
    assertThat(starter.expiresAt()).isNull();
    assertThat(starter.limits()).isEqualTo(ApiKeyTier.STARTER.limits());
    stores.now = FakeStores.START.plusSeconds(1);
    assertThat(stores.updateApiKeyTier(id, ApiKeyTier.TRIAL).join().expiresAt())
        .isEqualTo(NOW.plusSeconds(1).plus(Duration.ofDays(14)));
    Instant expiry = NOW.plus(Duration.ofDays(1));
    stores.updateApiKeyExpiry(id, expiry).join();
    assertThat(stores.updateApiKeyTier(id, ApiKeyTier.TRIAL).join().expiresAt()).isEqualTo(expiry);
    fails(ErrorCode.NOT_FOUND, stores.updateApiKeyTier(OWNER, ApiKeyTier.TRIAL));
  }

  @Test
  void refusesAnExpiryThatDoesNotLieInTheFuture() {
    UUID id = create(ApiKeyTier.STARTER).key().id();
    fails(ErrorCode.INVALID_ARGUMENT, stores.updateApiKeyExpiry(id, FakeStores.START));
    fails(ErrorCode.INVALID_ARGUMENT, stores.createApiKey(
        NewApiKey.builder(OWNER, "late").expiresAt(FakeStores.START).build()));
  }

  private CreatedApiKey create(ApiKeyTier tier) {
    return create(NewApiKey.of(OWNER, "key", tier));
  }

  private CreatedApiKey create(NewApiKey key) {
    return stores.createApiKey(key).join();
  }

  private ApiKeyVerification verify(CreatedApiKey key) {
    return stores.verifyApiKey(key.value()).join();
  }
}
