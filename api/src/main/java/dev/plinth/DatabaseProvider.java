package dev.plinth;

import dev.plinth.platform.ApiKeyStore;
import dev.plinth.platform.OAuthTokenStore;
import dev.plinth.platform.RateLimitStore;
import dev.plinth.platform.UserStore;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A database, whichever it is: one handle with all roles. Code that needs one role may hold it alone
 * ({@code UserStore users = database;}).
 *
 * <p>What holds for every method of every role:
 * <ul>
 * <li>Safe for use by many threads. No call blocks its caller; nothing returns null.
 * <li>A null argument throws {@link NullPointerException} at once. Every other failure completes the
 * future with {@link DatabaseException}: a portable {@link ErrorCode}, and a message that says what to
 * do and carries no value.
 * <li>A call ends at its deadline with {@link ErrorCode#TIMEOUT}, and the statement with it. On a write
 * that means certainly not applied; where this cannot be known the code is {@link
 * ErrorCode#OUTCOME_UNKNOWN}. Cancelling the very future that a method returned ends the statement too;
 * cancelling a stage derived from it does nothing.
 * <li>When the future of a write completes, the write is committed and durable, and a later call sees
 * it. Calls in flight together have no order.
 * <li>What the backend cannot do is missing from {@link #capabilities()} and fails with {@link
 * ErrorCode#UNSUPPORTED}.
 * <li>A {@link java.util.concurrent.Flow.Publisher} is cold: each subscription runs the statement anew,
 * holds one connection until it ends, respects demand, and ends with {@link ErrorCode#TIMEOUT} when it
 * sees none for its idle time. Its errors are {@code onError(DatabaseException)}.
 * <li>After {@link #close()} every call fails with {@link ErrorCode#NOT_CONNECTED}.
 * </ul>
 *
 * <p>Continuations run on {@link Options#executor}, never on a thread that serves the database, so one
 * that waits cannot deadlock it.
 */
public interface DatabaseProvider
    extends
      RecordOperations,
      QueryOperations,
      TransactionOperations,
      SchemaOperations,
      HealthOperations,
      PlatformStores,
      AutoCloseable {
  /**
   * Creates or upgrades the platform tables (prefix {@code plinth_}); safe when many processes start at
   * once. Nothing else changes the schema by itself.
   *
   * <p>Fails with {@link ErrorCode#SCHEMA_MISMATCH} if the tables were made by a newer version, with {@link
   * ErrorCode#MIGRATION_FAILED} if a step failed.
   */
  CompletableFuture<@Nullable Void> initialize();

  /** What this is, without asking the server. */
  ProviderInfo info();

  /** What the backend can do. */
  Set<Capability> capabilities();

  /** A view on the same engine whose calls have this deadline. */
  DatabaseProvider withTimeout(Duration timeout);

  /** A view on the same engine with results bounded by these limits and those of this handle. */
  DatabaseProvider withLimits(Limits limits);

  /** A view on the same engine that may do what both this policy and that of this handle allow. */
  DatabaseProvider withAccess(AccessPolicy policy);

  /** A view on the same engine that may read alone. */
  default DatabaseProvider readOnly() {
    return withAccess(AccessPolicy.readOnly());
  }

  /** Lets no further call in, waits for those in flight, and closes the engine if this is its last handle. Idempotent. */
  CompletableFuture<@Nullable Void> closeAsync();

  /** Closes and waits for the end; on a thread of this library it does not wait. A view closes its handle. */
  @Override
  void close();

  /** The record role of this handle. */
  default RecordOperations records() {
    return this;
  }

  /** The native statement role of this handle. */
  default QueryOperations queries() {
    return this;
  }

  /** The transaction role of this handle. */
  default TransactionOperations transactions() {
    return this;
  }

  /** The schema role of this handle. */
  default SchemaOperations schema() {
    return this;
  }

  /** The health role of this handle. */
  default HealthOperations health() {
    return this;
  }

  /** The users of this handle. */
  default UserStore users() {
    return this;
  }

  /** The OAuth tokens of this handle. */
  default OAuthTokenStore oauthTokens() {
    return this;
  }

  /** The API keys of this handle. */
  default ApiKeyStore apiKeys() {
    return this;
  }

  /** The rate limits of this handle. */
  default RateLimitStore rateLimits() {
    return this;
  }
}
