package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static java.util.Objects.requireNonNull;

import dev.plinth.platform.ApiKey;
import dev.plinth.platform.ApiKeyStore;
import dev.plinth.platform.ApiKeyTier;
import dev.plinth.platform.ApiKeyVerification;
import dev.plinth.platform.CreatedApiKey;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.Page;
import dev.plinth.platform.PageRequest;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.support.platform.ApiKeyTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** The API keys over an engine. */
public interface EngineApiKeyStore extends ApiKeyStore, StoreHost {
  @Override
  default CompletableFuture<CreatedApiKey> createApiKey(NewApiKey key) {
    requireNonNull(key, "key");
    return keyCalls().write("createApiKey", () -> new ApiKeyWork(stores()).create(key));
  }

  @Override
  default CompletableFuture<ApiKeyVerification> verifyApiKey(String value) {
    requireNonNull(value, "value");
    return keyCalls().read("verifyApiKey", () -> new ApiKeyCheck(stores(), value));
  }

  @Override
  default CompletableFuture<Optional<ApiKey>> findApiKey(UUID id) {
    requireNonNull(id, "id");
    return keyCalls().read("findApiKey", () -> new ApiKeyWork(stores()).find(id));
  }

  @Override
  default CompletableFuture<Page<ApiKey>> listApiKeys(UUID userId, PageRequest page) {
    requireNonNull(userId, "userId");
    requireNonNull(page, "page");
    return keyCalls().read("listApiKeys",
        () -> ApiKeyWork.LISTING.page(field(ApiKeyTable.USER_ID).eq(userId), page));
  }

  @Override
  default CompletableFuture<Page<ApiKey>> listApiKeysByPrefix(String prefix, PageRequest page) {
    requireNonNull(prefix, "prefix");
    requireNonNull(page, "page");
    return keyCalls().read("listApiKeysByPrefix", () -> ApiKeyWork.LISTING
        .page(field(ApiKeyTable.PREFIX).eq(StoreArguments.text("prefix", prefix, 1, 64)), page));
  }

  @Override
  default CompletableFuture<ApiKey> updateApiKeyTier(UUID id, ApiKeyTier tier) {
    requireNonNull(id, "id");
    requireNonNull(tier, "tier");
    return keyCalls().write("updateApiKeyTier",
        () -> new ApiKeyWork(stores()).updateTier(id, tier));
  }

  @Override
  default CompletableFuture<ApiKey> updateApiKeyLimits(UUID id, List<RateLimitRule> limits) {
    requireNonNull(id, "id");
    requireNonNull(limits, "limits");
    return keyCalls().write("updateApiKeyLimits",
        () -> new ApiKeyWork(stores()).updateLimits(id, limits));
  }

  @Override
  default CompletableFuture<ApiKey> updateApiKeyExpiry(UUID id, Instant expiresAt) {
    requireNonNull(id, "id");
    requireNonNull(expiresAt, "expiresAt");
    return keyCalls().write("updateApiKeyExpiry",
        () -> new ApiKeyWork(stores()).updateExpiry(id, expiresAt));
  }

  @Override
  default CompletableFuture<Boolean> recordApiKeyUse(UUID id, Instant at) {
    requireNonNull(id, "id");
    requireNonNull(at, "at");
    return keyCalls().write("recordApiKeyUse",
        () -> new LatestMoment(ApiKeyTable.LAST_USED_AT).record(ApiKeyRows.withId(id),
            StoreArguments.moment("at", at)));
  }

  @Override
  default CompletableFuture<CreatedApiKey> rotateApiKey(UUID id, Duration grace) {
    requireNonNull(id, "id");
    requireNonNull(grace, "grace");
    return keyCalls().unit("rotateApiKey", () -> new ApiKeyRotation(stores(), id, grace));
  }

  @Override
  default CompletableFuture<Boolean> deactivateApiKey(UUID id) {
    requireNonNull(id, "id");
    return keyCalls().write("deactivateApiKey", () -> new ApiKeyWork(stores()).deactivate(id));
  }

  @Override
  default CompletableFuture<Long> deleteExpiredApiKeys(Instant before) {
    requireNonNull(before, "before");
    return keyCalls().write("deleteExpiredApiKeys",
        () -> Expiry.delete(stores(), ApiKeyTable.EXPIRES_AT, before));
  }

  private StoreCalls keyCalls() {
    return new StoreCalls(this, ApiKeyTable.NAME);
  }
}
