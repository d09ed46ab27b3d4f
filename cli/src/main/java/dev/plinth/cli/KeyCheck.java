package dev.plinth.cli;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;
import dev.plinth.platform.ApiKey;
import dev.plinth.platform.RateLimitDecision;
import dev.plinth.platform.User;
import dev.plinth.platform.UserStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says what the key that a client sent is worth. Asked for every request, so that a revoked key ends at once. */
final class KeyCheck implements AutoCloseable {
  private static final Duration USE_STEP = Duration.ofMinutes(1);
  private static final int MOST_REMEMBERED = 10_000;

  private final @Nullable DatabaseProvider database;
  private final Map<UUID, Instant> recorded = new ConcurrentHashMap<>();

  /** What a key is worth. */
  sealed interface Verdict {}

  /** The client may go on as this owner. */
  record Accepted(String owner) implements Verdict {}

  /** There is no such key, or it may not be used. */
  record Refused() implements Verdict {}

  /** Its limit is used up. */
  record Limited(long seconds) implements Verdict {}

  /** Its database does not answer. */
  record Unavailable() implements Verdict {}

  private KeyCheck(@Nullable DatabaseProvider database) {
    this.database = database;
  }

  /** Lets everybody in. */
  static KeyCheck none() {
    return new KeyCheck(null);
  }

  /** Asks the API keys of a database, which is closed with this. */
  static KeyCheck of(DatabaseProvider database) {
    return new KeyCheck(database);
  }

  Verdict check(String value) {
    DatabaseProvider keys = database;
    if (keys == null) {
      return new Accepted("");
    }
    if (value.isEmpty()) {
      return new Refused();
    }
    try {
      ApiKey key = Databases.await(keys.verifyApiKey(value)).validKey().orElse(null);
      return key == null || !isActive(keys, key) ? new Refused() : consumed(keys, key);
    } catch (DatabaseException failure) {
      return new Unavailable();
    }
  }

  private static boolean isActive(DatabaseProvider keys, ApiKey key) {
    return Databases.await(keys.findUser(key.userId())).map(User::status)
        .filter(status -> status == UserStatus.ACTIVE).isPresent();
  }

  private Verdict consumed(DatabaseProvider keys, ApiKey key) {
    if (!key.limits().isEmpty()) {
      RateLimitDecision decision =
          Databases.await(keys.consumeRateLimit("api-key:" + key.id(), key.limits()));
      if (!decision.allowed()) {
        return new Limited(Math.max(1, decision.retryAfter().toSeconds()));
      }
    }
    recordUse(keys, key);
    return new Accepted(key.id().toString());
  }

  /** Once a minute is exact enough, and spares a write a request. */
  private void recordUse(DatabaseProvider keys, ApiKey key) {
    Instant now = Instant.now();
    Instant last = recorded.get(key.id());
    if (last == null || last.plus(USE_STEP).isBefore(now)) {
      if (recorded.size() >= MOST_REMEMBERED) {
        recorded.clear();
      }
      recorded.put(key.id(), now);
      CompletableFuture<Boolean> unused = keys.recordApiKeyUse(key.id(), now);
    }
  }

  @Override
  public void close() {
    if (database != null) {
      database.close();
    }
  }
}
