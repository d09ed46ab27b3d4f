package dev.plinth.testkit;

import static dev.plinth.data.Filter.field;
import static dev.plinth.testkit.Outcomes.assertFails;
import static dev.plinth.testkit.Outcomes.await;
import static dev.plinth.testkit.Outcomes.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.ErrorCode;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.platform.ApiKey;
import dev.plinth.platform.ApiKeyTier;
import dev.plinth.platform.ApiKeyVerification;
import dev.plinth.platform.CreatedApiKey;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.platform.User;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** API keys of users. */
abstract class ApiKeyConformance extends PlatformConformance {
  private static final String TABLE = "plinth_api_keys";

  ApiKeyConformance(TestBed bed) {
    super(bed);
  }

  @Test
  void verifiesTheValueThatWasShownOnce() {
    User user = newUser();
    CreatedApiKey created =
        create(NewApiKey.builder(user.id(), "ci").description("builds").build());
    assertThat(created.value()).startsWith(created.key().prefix()).hasSizeGreaterThan(30);
    assertThat(verify(created.value())).isEqualTo(new ApiKeyVerification.Valid(created.key()));
    assertThat(created.key().userId()).isEqualTo(user.id());
    assertThat(created.key().description()).isEqualTo("builds");
    assertThat(created.key().active()).isTrue();
    assertThat(created.key().limits()).isEqualTo(ApiKeyTier.STARTER.limits());
    assertThat(await(database().findApiKey(created.key().id()))).contains(created.key());
  }

  @Test
  void knowsNoOtherValue() {
    String value = create(key()).value();
    for (String other : new String[]{"", " ", value + "x", value.substring(1),
        value.substring(0, value.length() - 1), value.toUpperCase(Locale.ROOT), " " + value,
        "x".repeat(100_000), "\0", "plinth_", "' OR 1=1 --"}) {
      assertThat(verify(other)).isEqualTo(new ApiKeyVerification.Unknown());
    }
  }

  @Test
  void storesNoKeyInClear() {
    CreatedApiKey created = create(key());
    Row stored = await(database().findOne(
        Query.from(TABLE).where(field("id").eq(created.key().id())))).orElseThrow();
    stored.toMap().forEach(
        (column, value) -> SecretCanary.assertClean("the column " + column, String.valueOf(value)));
    SecretCanary.assertClean("a created key", created.toString());
  }

  @Test
  void refusesAKeyOfNobodyOrOfThePast() {
    assertFails(ErrorCode.FOREIGN_KEY_VIOLATION,
        database().createApiKey(NewApiKey.builder(UUID.randomUUID(), "ci").build()));
    assertFails(ErrorCode.INVALID_ARGUMENT, database().createApiKey(NewApiKey
        .builder(newUser().id(), "ci").expiresAt(Instant.now().minusSeconds(1)).build()));
  }

  @Test
  void givesATrialItsLifetime() {
    CreatedApiKey created =
        create(NewApiKey.of(newUser().id(), "trial", ApiKeyTier.TRIAL));
    assertThat(created.key().expiresAt()).isBetween(Instant.now().plus(Duration.ofDays(13)),
        Instant.now().plus(Duration.ofDays(15)));
    ApiKey starter =
        await(database().updateApiKeyTier(created.key().id(), ApiKeyTier.STARTER));
    assertThat(starter.expiresAt()).isNull();
    assertThat(starter.limits()).isEqualTo(ApiKeyTier.STARTER.limits());
    assertThat(await(database().updateApiKeyTier(created.key().id(), ApiKeyTier.TRIAL))
        .expiresAt()).isNotNull();
  }

  @Test
  void tellsWhyAKeyIsRefused() {
    CreatedApiKey expired = create(key());
    // The store takes no moment of the past: it is set behind its back.
    await(database().update(TABLE, field("id").eq(expired.key().id()),
        Update.of("expires_at", Instant.now().minusSeconds(60))));
    assertThat(verify(expired.value())).isInstanceOf(ApiKeyVerification.Expired.class);
    CreatedApiKey inactive = create(key());
    assertThat(await(database().deactivateApiKey(inactive.key().id()))).isTrue();
    assertThat(await(database().deactivateApiKey(inactive.key().id()))).isFalse();
    assertThat(verify(inactive.value())).isInstanceOf(ApiKeyVerification.Inactive.class);
    assertThat(verify(inactive.value()).validKey()).isEmpty();
    assertThat(await(database().findApiKey(inactive.key().id())).orElseThrow().active()).isFalse();
  }

  @Test
  void changesLimitsAndExpiry() {
    UUID id = create(key()).key().id();
    List<RateLimitRule> limits = List.of(RateLimitRule.burst(10, 5), RateLimitRule.daily(100));
    assertThat(await(database().updateApiKeyLimits(id, limits)).limits()).isEqualTo(limits);
    assertThat(await(database().updateApiKeyLimits(id, List.of())).limits()).isEmpty();
    Instant expiry = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
    assertThat(await(database().updateApiKeyExpiry(id, expiry)).expiresAt()).isEqualTo(expiry);
    assertFails(ErrorCode.INVALID_ARGUMENT,
        database().updateApiKeyExpiry(id, Instant.now().minusSeconds(1)));
    assertFails(ErrorCode.INVALID_ARGUMENT, database().updateApiKeyLimits(id,
        List.of(RateLimitRule.daily(1), RateLimitRule.daily(2))));
    assertThat(await(database().findApiKey(id)).orElseThrow().expiresAt()).isEqualTo(expiry);
  }

  @Test
  void failsForAKeyThatThereIsNot() {
    UUID none = UUID.randomUUID();
    assertFails(ErrorCode.NOT_FOUND, database().updateApiKeyTier(none, ApiKeyTier.TRIAL));
    assertFails(ErrorCode.NOT_FOUND, database().updateApiKeyLimits(none, List.of()));
    assertFails(ErrorCode.NOT_FOUND,
        database().updateApiKeyExpiry(none, Instant.now().plusSeconds(60)));
    assertFails(ErrorCode.NOT_FOUND, database().rotateApiKey(none, Duration.ZERO));
    assertThat(await(database().findApiKey(none))).isEmpty();
    assertThat(await(database().deactivateApiKey(none))).isFalse();
    assertThat(await(database().recordApiKeyUse(none, Instant.now()))).isFalse();
  }

  @Test
  void recordsTheLatestUse() {
    UUID id = create(key()).key().id();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    assertThat(await(database().recordApiKeyUse(id, now))).isTrue();
    assertThat(await(database().recordApiKeyUse(id, now.minusSeconds(9)))).isTrue();
    assertThat(await(database().findApiKey(id)).orElseThrow().lastUsedAt()).isEqualTo(now);
  }

  @Test
  void letsARotatedKeyLiveThroughItsGrace() {
    CreatedApiKey old = create(key());
    CreatedApiKey fresh = rotated(old, Duration.ofHours(1));
    assertThat(fresh.value()).isNotEqualTo(old.value());
    assertThat(fresh.key().name()).isEqualTo(old.key().name());
    assertThat(fresh.key().limits()).isEqualTo(old.key().limits());
    assertThat(verify(fresh.value()).validKey()).contains(fresh.key());
    ApiKey graced = verify(old.value()).validKey().orElseThrow();
    assertThat(graced.replacedBy()).isEqualTo(fresh.key().id());
    assertThat(graced.expiresAt()).isBetween(Instant.now().plus(Duration.ofMinutes(59)),
        Instant.now().plus(Duration.ofMinutes(61)));
    assertFails(ErrorCode.CONFLICT,
        database().updateApiKeyTier(old.key().id(), ApiKeyTier.TRIAL));
    assertFails(ErrorCode.CONFLICT, database().updateApiKeyLimits(old.key().id(), List.of()));
    assertFails(ErrorCode.CONFLICT,
        database().updateApiKeyExpiry(old.key().id(), Instant.now().plusSeconds(60)));
  }

  @Test
  void endsARotatedKeyAtOnceWithoutGrace() {
    CreatedApiKey old = create(key());
    CreatedApiKey fresh = rotated(old, Duration.ZERO);
    assertThat(verify(old.value())).isInstanceOf(ApiKeyVerification.Expired.class);
    assertThat(verify(fresh.value()).validKey()).isPresent();
  }

  @Test
  void prolongsNothingByARotation() {
    Instant expiry = Instant.now().plusSeconds(600).truncatedTo(ChronoUnit.MILLIS);
    CreatedApiKey old =
        create(NewApiKey.builder(newUser().id(), "ci").expiresAt(expiry).build());
    CreatedApiKey fresh = rotated(old, Duration.ofDays(1));
    assertThat(fresh.key().expiresAt()).isEqualTo(expiry);
    assertThat(await(database().findApiKey(old.key().id())).orElseThrow().expiresAt())
        .isEqualTo(expiry);
  }

  @Test
  void letsOneOfManyRotate() {
    CreatedApiKey old = create(key());
    List<CompletableFuture<CreatedApiKey>> calls = IntStream.range(0, 12)
        .mapToObj(i -> database().rotateApiKey(old.key().id(), Duration.ofHours(1))).toList();
    assertThat(calls.stream().filter(call -> failureOf(call) == null)).hasSize(1);
    calls.stream().filter(CompletableFuture::isCompletedExceptionally)
        .forEach(call -> assertFails(ErrorCode.CONFLICT, call));
    assertThat(await(database().count(TABLE, field("user_id").eq(old.key().userId()))))
        .isEqualTo(2);
  }

  @Test
  void rotatesNoKeyThatIsOver() {
    UUID id = create(key()).key().id();
    assertFails(ErrorCode.INVALID_ARGUMENT, database().rotateApiKey(id, Duration.ofDays(91)));
    assertFails(ErrorCode.INVALID_ARGUMENT, database().rotateApiKey(id, Duration.ofSeconds(-1)));
    await(database().deactivateApiKey(id));
    assertFails(ErrorCode.CONFLICT, database().rotateApiKey(id, Duration.ZERO));
  }

  @Test
  void listsKeysOfAUserAndOfAPrefix() {
    User user = newUser();
    List<ApiKey> keys = IntStream.range(0, 5)
        .mapToObj(i -> create(NewApiKey.builder(user.id(), "k" + i).build()).key()).toList();
    create(key());
    for (int size : new int[]{1, 2, 5}) {
      assertThat(walk(size, page -> database().listApiKeys(user.id(), page)))
          .containsExactlyInAnyOrderElementsOf(keys);
    }
    String prefix = keys.get(0).prefix();
    assertThat(walk(5, page -> database().listApiKeysByPrefix(prefix, page)))
        .contains(keys.get(0)).allMatch(key -> key.prefix().equals(prefix));
    assertThat(walk(5, page -> database().listApiKeysByPrefix(prefix + "x", page))).isEmpty();
  }

  @Test
  void deletesExpiredKeysAlone() {
    CreatedApiKey expired = create(key());
    CreatedApiKey later = create(NewApiKey.builder(newUser().id(), "ci")
        .expiresAt(Instant.now().plusSeconds(600)).build());
    await(database().update(TABLE, field("id").eq(expired.key().id()),
        Update.of("expires_at", Instant.now().minusSeconds(60))));
    assertThat(await(database().deleteExpiredApiKeys(Instant.now().minusSeconds(3_600)))).isZero();
    assertThat(await(database().deleteExpiredApiKeys(Instant.now().plusSeconds(3_600))))
        .isPositive();
    assertThat(await(database().findApiKey(expired.key().id()))).isEmpty();
    assertThat(await(database().findApiKey(later.key().id()))).isPresent();
  }

  @Test
  void goesWithItsUser() {
    CreatedApiKey created = create(key());
    await(database().deleteUser(created.key().userId()));
    assertThat(verify(created.value())).isEqualTo(new ApiKeyVerification.Unknown());
    assertThat(await(database().findApiKey(created.key().id()))).isEmpty();
  }

  private NewApiKey key() {
    return NewApiKey.builder(newUser().id(), "ci").build();
  }

  private CreatedApiKey create(NewApiKey key) {
    CreatedApiKey created = await(database().createApiKey(key));
    SecretCanary.forbid(created.value());
    return created;
  }

  private CreatedApiKey rotated(CreatedApiKey old, Duration grace) {
    CreatedApiKey fresh = await(database().rotateApiKey(old.key().id(), grace));
    SecretCanary.forbid(fresh.value());
    return fresh;
  }

  private ApiKeyVerification verify(String value) {
    return await(database().verifyApiKey(value));
  }
}
