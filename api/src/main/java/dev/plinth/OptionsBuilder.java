package dev.plinth;

import dev.plinth.credentials.Credentials;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Builds {@link Options}; made by {@link Options#toBuilder()}. The components are described there. */
public final class OptionsBuilder {
  private @Nullable Credentials credentials;
  private @Nullable EncryptionKeys encryptionKeys;
  private Duration timeout;
  private Duration transactionTimeout;
  private Duration streamIdleTimeout;
  private Duration slowStatement;
  private Limits limits;
  private AccessPolicy access;
  private PoolOptions pool;
  private RetryOptions retry;
  private boolean lazy;
  private int passwordCost;
  private @Nullable Executor executor;
  private List<OperationListener> listeners;
  private Map<String, String> properties;

  OptionsBuilder(Options start) {
    credentials = start.credentials();
    encryptionKeys = start.encryptionKeys();
    timeout = start.timeout();
    transactionTimeout = start.transactionTimeout();
    streamIdleTimeout = start.streamIdleTimeout();
    slowStatement = start.slowStatement();
    limits = start.limits();
    access = start.access();
    pool = start.pool();
    retry = start.retry();
    lazy = start.lazy();
    passwordCost = start.passwordCost();
    executor = start.executor();
    listeners = start.listeners();
    properties = start.properties();
  }

  /** With what connections are made, asked for each. */
  public OptionsBuilder credentials(Credentials value) {
    credentials = value;
    return this;
  }

  /** Keys for OAuth tokens. */
  public OptionsBuilder encryptionKeys(EncryptionKeys value) {
    encryptionKeys = value;
    return this;
  }

  /** The deadline of a call that sets none. */
  public OptionsBuilder timeout(Duration value) {
    timeout = value;
    return this;
  }

  /** After which a transaction is rolled back. */
  public OptionsBuilder transactionTimeout(Duration value) {
    transactionTimeout = value;
    return this;
  }

  /** After which a stream without demand ends. */
  public OptionsBuilder streamIdleTimeout(Duration value) {
    streamIdleTimeout = value;
    return this;
  }

  /** From which on an operation is logged as slow. */
  public OptionsBuilder slowStatement(Duration value) {
    slowStatement = value;
    return this;
  }

  /** Rows and bytes of one result. */
  public OptionsBuilder limits(Limits value) {
    limits = value;
    return this;
  }

  /** What the handle may do. */
  public OptionsBuilder access(AccessPolicy value) {
    access = value;
    return this;
  }

  /** Connections. */
  public OptionsBuilder pool(PoolOptions value) {
    pool = value;
    return this;
  }

  /** Retries and circuit breaker. */
  public OptionsBuilder retry(RetryOptions value) {
    retry = value;
    return this;
  }

  /** Whether the first connection waits until it is needed. */
  public OptionsBuilder lazy(boolean value) {
    lazy = value;
    return this;
  }

  /** The work factor of bcrypt, 4 to 16. */
  public OptionsBuilder passwordCost(int value) {
    passwordCost = value;
    return this;
  }

  /** Where continuations run. */
  public OptionsBuilder executor(Executor value) {
    executor = value;
    return this;
  }

  /** Told of every operation. */
  public OptionsBuilder listeners(List<OperationListener> value) {
    listeners = value;
    return this;
  }

  /** Settings of one backend. */
  public OptionsBuilder properties(Map<String, String> value) {
    properties = value;
    return this;
  }

  /** The options. Fails with {@link ErrorCode#INVALID_ARGUMENT} where one is out of range. */
  public Options build() {
    return new Options(credentials, encryptionKeys, timeout, transactionTimeout, streamIdleTimeout,
        slowStatement, limits, access,
        pool, retry, lazy, passwordCost, executor, listeners, properties);
  }
}
