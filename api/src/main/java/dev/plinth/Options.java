package dev.plinth;

import dev.plinth.credentials.Credentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a provider is opened. Immutable; each method returns a changed copy. Handles opened with the
 * same URL and equal options share one engine.
 *
 * @param credentials with what connections are made, asked for each; null for what the URL says
 * @param encryptionKeys for OAuth tokens; null means that none can be stored
 * @param timeout the deadline of a call that sets none
 * @param transactionTimeout after which a transaction is rolled back
 * @param streamIdleTimeout after which a stream without demand ends
 * @param slowStatement from which on an operation is logged as slow
 * @param limits rows and bytes of one result
 * @param access what the handle may do
 * @param pool connections
 * @param retry retries and circuit breaker
 * @param lazy whether the first connection is opened when it is needed, not by {@code open}
 * @param passwordCost the work factor of bcrypt, 4 to 16
 * @param executor where continuations of futures run; null for virtual threads
 * @param listeners told of every operation
 * @param properties settings of one backend, as its page in the guide lists them
 */
public record Options(@Nullable Credentials credentials, @Nullable EncryptionKeys encryptionKeys,
    Duration timeout,
    Duration transactionTimeout,
    Duration streamIdleTimeout, Duration slowStatement, Limits limits, AccessPolicy access,
    PoolOptions pool,
    RetryOptions retry, boolean lazy, int passwordCost, @Nullable Executor executor,
    List<OperationListener> listeners,
    Map<String, String> properties) {
  private static final Options DEFAULTS = new Options(null, null, Duration.ofSeconds(30),
      Duration.ofSeconds(30),
      Duration.ofSeconds(30), Duration.ofSeconds(1), Limits.defaults(), AccessPolicy.unrestricted(),
      PoolOptions.defaults(), RetryOptions.defaults(), false, 12, null, List.of(), Map.of());

  /** Refuses values out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public Options {
    Arguments.positive("timeout", timeout);
    Arguments.positive("transactionTimeout", transactionTimeout);
    Arguments.positive("streamIdleTimeout", streamIdleTimeout);
    Arguments.positive("slowStatement", slowStatement);
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(pool, "pool");
    Objects.requireNonNull(retry, "retry");
    Arguments.inRange("passwordCost", passwordCost, 4, 16);
    listeners = List.copyOf(listeners);
    properties = Map.copyOf(properties);
  }

  /** Timeouts of 30 s, slow from 1 s, default limits and pool, no encryption key. */
  public static Options defaults() {
    return DEFAULTS;
  }

  /**
   * With credentials that are asked for each new connection, instead of those in the URL: a password that
   * is rotated needs no restart.
   */
  public Options withCredentials(Credentials value) {
    return toBuilder().credentials(value).build();
  }

  /** With one key of 32 bytes. */
  public Options encryptionKey(byte[] key) {
    return encryptionKeys(EncryptionKeys.of(key));
  }

  /** With one key as base64 of 32 bytes. */
  public Options encryptionKey(String base64) {
    return encryptionKeys(EncryptionKeys.ofBase64(base64));
  }

  /** With these keys. */
  public Options encryptionKeys(EncryptionKeys keys) {
    return toBuilder().encryptionKeys(keys).build();
  }

  /** With another default deadline. */
  public Options withTimeout(Duration value) {
    return toBuilder().timeout(value).build();
  }

  /** With other limits of a result. */
  public Options withLimits(Limits value) {
    return toBuilder().limits(value).build();
  }

  /** With another access policy. */
  public Options withAccess(AccessPolicy value) {
    return toBuilder().access(value).build();
  }

  /** For reads alone: nothing is written, not even a file or a journal mode. */
  public Options readOnly() {
    return withAccess(access.narrowedBy(AccessPolicy.readOnly()));
  }

  /** With other pool options. */
  public Options withPool(PoolOptions value) {
    return toBuilder().pool(value).build();
  }

  /** With other retries. */
  public Options withRetry(RetryOptions value) {
    return toBuilder().retry(value).build();
  }

  /** With a further listener. */
  public Options withListener(OperationListener listener) {
    var all = new ArrayList<>(listeners);
    all.add(listener);
    return toBuilder().listeners(all).build();
  }

  /** With the first connection opened when it is needed. */
  public Options openLazily() {
    return toBuilder().lazy(true).build();
  }

  /** Whether nothing may be written. */
  public boolean isReadOnly() {
    return access.level() == AccessLevel.READ_ONLY;
  }

  /** A property of the backend, where it is set. */
  public Optional<String> property(String name) {
    return Optional.ofNullable(properties.get(name));
  }

  /** A builder that starts from these options. */
  public OptionsBuilder toBuilder() {
    return new OptionsBuilder(this);
  }
}
