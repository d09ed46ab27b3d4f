package dev.plinth.support.stores;

import static dev.plinth.data.Filter.field;
import static dev.plinth.support.stores.ApiKeyRows.unrotated;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Update;
import dev.plinth.platform.ApiKey;
import dev.plinth.platform.CreatedApiKey;
import dev.plinth.support.crypto.GeneratedApiKey;
import dev.plinth.support.crypto.Identifiers;
import dev.plinth.support.platform.ApiKeyTable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Replaces one API key by another. */
final class ApiKeyRotation implements TableWork<CreatedApiKey> {
  private static final Duration LONGEST_GRACE = Duration.ofDays(90);
  private static final int ATTEMPTS = 3;

  private final StoreContext context;
  private final UUID id;
  private final Duration grace;
  private final GeneratedApiKey generated = ApiKeyWork.HASHER.generate();

  ApiKeyRotation(StoreContext context, UUID id, Duration grace) {
    if (grace.isNegative() || grace.compareTo(LONGEST_GRACE) > 0) {
      throw StoreArguments.invalid("grace must be from zero to 90 days");
    }
    this.context = context;
    this.id = id;
    this.grace = grace;
  }

  /** The old key is claimed first: of several rotations at once, one finds it as it was. */
  @Override
  public CreatedApiKey run(TableSession keys) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Instant now = context.now();
      ApiKey old = usableKey(keys, now);
      UUID successor = Identifiers.next();
      Optional<ApiKey> claimed = claim(keys, old, successor, now);
      if (claimed.isPresent()) {
        ApiKey created = successor(claimed.get(), old.expiresAt(), successor, now);
        keys.insert(ApiKeyRows.created(created, generated.hash()));
        return new CreatedApiKey(created, generated.text());
      }
    }
    throw Contention.of(ApiKeyTable.NAME);
  }

  private ApiKey usableKey(TableSession keys, Instant now) {
    ApiKey key = ApiKeyWork.unrotatedKey(keys, id);
    if (!key.active() || key.expiredAt(now)) {
      throw new DatabaseException(ErrorCode.CONFLICT,
          "the API key was deactivated or has expired; create another one");
    }
    return key;
  }

  private Optional<ApiKey> claim(TableSession keys, ApiKey old, UUID successor, Instant now) {
    var unchanged = unrotated(id).and(field(ApiKeyTable.ACTIVE).eq(true))
        .and(ApiKeyRows.expiringAt(old.expiresAt()));
    Update update = Update.of(ApiKeyTable.REPLACED_BY, successor)
        .set(ApiKeyTable.EXPIRES_AT, earlier(now.plus(grace), old.expiresAt()));
    return keys.updateReturning(unchanged, update).map(ApiKeyRows::read);
  }

  /** All as in the claimed record, which nobody else can change now, but the expiry that the claim cut. */
  private ApiKey successor(ApiKey claimed, @Nullable Instant expiresAt, UUID successor,
      Instant now) {
    return new ApiKey(successor, claimed.userId(), claimed.name(), claimed.description(),
        generated.lookup(), claimed.tier(), claimed.limits(), true, expiresAt, null, null, now);
  }

  private static Instant earlier(Instant end, @Nullable Instant expiresAt) {
    Instant cut = StoreArguments.moment("grace", end);
    return expiresAt == null || cut.isBefore(expiresAt) ? cut : expiresAt;
  }
}
