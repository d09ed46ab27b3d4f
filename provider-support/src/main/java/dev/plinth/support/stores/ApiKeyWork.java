package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.stores.ApiKeyRows.unrotated;
import static dev.plinth.support.stores.ApiKeyRows.withId;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Update;
import dev.plinth.platform.ApiKey;
import dev.plinth.platform.ApiKeyTier;
import dev.plinth.platform.CreatedApiKey;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.RateLimitRule;
import dev.plinth.support.crypto.ApiKeyHasher;
import dev.plinth.support.crypto.GeneratedApiKey;
import dev.plinth.support.crypto.Identifiers;
import dev.plinth.support.platform.ApiKeyTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the calls of the API key store do, rotation and verification aside. */
final class ApiKeyWork {
  static final ApiKeyHasher HASHER = new ApiKeyHasher();
  static final Listing<ApiKey> LISTING = Listing.byCreation(ApiKeyTable.NAME, ApiKeyRows::read);

  private static final int ATTEMPTS = 3;

  private final StoreContext context;

  ApiKeyWork(StoreContext context) {
    this.context = context;
  }

  TableWork<CreatedApiKey> create(NewApiKey key) {
    Instant expiresAt = key.expiresAt();
    if (expiresAt != null) {
      requireFuture(expiresAt);
    }
    GeneratedApiKey generated = HASHER.generate();
    return keys -> {
      Owners.require(context, keys, key.userId());
      Instant now = context.now();
      ApiKey created = created(key, generated, now);
      keys.insert(ApiKeyRows.created(created, generated.hash()));
      return new CreatedApiKey(created, generated.text());
    };
  }

  private static ApiKey created(NewApiKey key, GeneratedApiKey generated, Instant now) {
    ApiKey created =
        ApiKey.builder(Identifiers.next(), key, generated.lookup(), now).build();
    return created.expiresAt() == null
        ? key.tier().lifetime()
            .map(lifetime -> created.toBuilder().expiresAt(now.plus(lifetime)).build())
            .orElse(created)
        : created;
  }

  TableWork<Optional<ApiKey>> find(UUID id) {
    return keys -> keys.findOne(withId(id)).map(ApiKeyRows::read);
  }

  TableWork<ApiKey> updateTier(UUID id, ApiKeyTier tier) {
    return keys -> {
      for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
        ApiKey key = unrotatedKey(keys, id);
        var unchanged = unrotated(id).and(field(ApiKeyTable.TIER).eq(key.tier()))
            .and(ApiKeyRows.expiringAt(key.expiresAt()));
        var updated = keys.updateReturning(unchanged, tierUpdate(key, tier));
        if (updated.isPresent()) {
          return ApiKeyRows.read(updated.get());
        }
      }
      throw Contention.of(ApiKeyTable.NAME);
    };
  }

  private Update tierUpdate(ApiKey key, ApiKeyTier tier) {
    Update update = limits(tier.limits()).set(ApiKeyTable.TIER, tier);
    if (tier != ApiKeyTier.TRIAL && key.tier() == ApiKeyTier.TRIAL) {
      return update.unset(ApiKeyTable.EXPIRES_AT);
    }
    return tier.lifetime().filter(lifetime -> key.expiresAt() == null)
        .map(lifetime -> update.set(ApiKeyTable.EXPIRES_AT, context.now().plus(lifetime)))
        .orElse(update);
  }

  TableWork<ApiKey> updateLimits(UUID id, List<RateLimitRule> rules) {
    return update(id, limits(RateLimitRule.checked(rules)));
  }

  TableWork<ApiKey> updateExpiry(UUID id, Instant expiresAt) {
    Instant moment = StoreArguments.moment("expiresAt", expiresAt);
    requireFuture(moment);
    return update(id, Update.of(ApiKeyTable.EXPIRES_AT, moment));
  }

  private static TableWork<ApiKey> update(UUID id, Update update) {
    return keys -> keys.updateReturning(unrotated(id), update).map(ApiKeyRows::read)
        .orElseThrow(() -> keys.exists(withId(id)) ? rotated() : unknown());
  }

  TableWork<Boolean> deactivate(UUID id) {
    return keys -> keys.update(withId(id).and(field(ApiKeyTable.ACTIVE).eq(true)),
        Update.of(ApiKeyTable.ACTIVE, false)) > 0;
  }

  /** The key as it is. Fails where there is none, or where it was rotated. */
  static ApiKey unrotatedKey(TableSession keys, UUID id) {
    ApiKey key =
        keys.findOne(withId(id)).map(ApiKeyRows::read).orElseThrow(ApiKeyWork::unknown);
    if (key.replacedBy() != null) {
      throw rotated();
    }
    return key;
  }

  private static DatabaseException unknown() {
    return new DatabaseException(ErrorCode.NOT_FOUND, "there is no API key with this id");
  }

  private static DatabaseException rotated() {
    return new DatabaseException(ErrorCode.CONFLICT,
        "the API key was rotated and takes no more changes; change the key that replaced it");
  }

  private void requireFuture(Instant expiresAt) {
    if (!expiresAt.isAfter(context.exactNow())) {
      throw StoreArguments.invalid("expiresAt must lie in the future");
    }
  }

  private static Update limits(List<RateLimitRule> rules) {
    return Update.of(ApiKeyTable.LIMITS, RuleTexts.json(rules));
  }
}
