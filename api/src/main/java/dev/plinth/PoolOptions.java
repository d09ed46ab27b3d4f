package dev.plinth;

import java.time.Duration;

/**
 * Connections and the calls that wait for one.
 *
 * @param maxSize most connections, 1 to 1,000 (SQLite: readers; there is one writer besides)
 * @param minIdle connections kept open while idle, 0 to {@code maxSize}
 * @param maxQueue most calls that may wait, 1 to 10,000,000; one more fails with {@link ErrorCode#OVERLOADED}
 * @param connectTimeout how long one attempt to connect may take
 * @param idleTimeout after which an idle connection above {@code minIdle} is closed
 * @param maxLifetime after which a connection is replaced
 * @param leakDetection after which a connection not returned is reported in the log; zero for never
 */
public record PoolOptions(int maxSize, int minIdle, int maxQueue, Duration connectTimeout,
    Duration idleTimeout,
    Duration maxLifetime, Duration leakDetection) {
  private static final PoolOptions DEFAULTS = new PoolOptions(4, 0, 100_000, Duration.ofSeconds(10),
      Duration.ofMinutes(10), Duration.ofMinutes(30), Duration.ZERO);

  /** Refuses values out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public PoolOptions {
    Arguments.inRange("pool.maxSize", maxSize, 1, 1000);
    Arguments.inRange("pool.minIdle", minIdle, 0, maxSize);
    Arguments.inRange("pool.maxQueue", maxQueue, 1, 10_000_000);
    Arguments.positive("pool.connectTimeout", connectTimeout);
    Arguments.positive("pool.idleTimeout", idleTimeout);
    Arguments.positive("pool.maxLifetime", maxLifetime);
    if (leakDetection.isNegative()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "pool.leakDetection must not be negative");
    }
  }

  /** 4 connections, none kept idle, 100,000 waiting calls, 10 s to connect, 10 min idle, 30 min of life. */
  public static PoolOptions defaults() {
    return DEFAULTS;
  }

  /** These options with at most {@code size} connections. */
  public PoolOptions withMaxSize(int size) {
    return new PoolOptions(size, Math.min(minIdle, size), maxQueue, connectTimeout, idleTimeout,
        maxLifetime,
        leakDetection);
  }

  /** These options with {@code size} connections kept open. */
  public PoolOptions withMinIdle(int size) {
    return new PoolOptions(maxSize, size, maxQueue, connectTimeout, idleTimeout, maxLifetime,
        leakDetection);
  }

  /** These options with at most {@code calls} calls waiting. */
  public PoolOptions withMaxQueue(int calls) {
    return new PoolOptions(maxSize, minIdle, calls, connectTimeout, idleTimeout, maxLifetime,
        leakDetection);
  }

  /** These options with another time to connect. */
  public PoolOptions withConnectTimeout(Duration timeout) {
    return new PoolOptions(maxSize, minIdle, maxQueue, timeout, idleTimeout, maxLifetime,
        leakDetection);
  }

  /** These options with another idle time. */
  public PoolOptions withIdleTimeout(Duration timeout) {
    return new PoolOptions(maxSize, minIdle, maxQueue, connectTimeout, timeout, maxLifetime,
        leakDetection);
  }

  /** These options with another lifetime. */
  public PoolOptions withMaxLifetime(Duration lifetime) {
    return new PoolOptions(maxSize, minIdle, maxQueue, connectTimeout, idleTimeout, lifetime,
        leakDetection);
  }

  /** These options with leaks reported after {@code time}. */
  public PoolOptions withLeakDetection(Duration time) {
    return new PoolOptions(maxSize, minIdle, maxQueue, connectTimeout, idleTimeout, maxLifetime,
        time);
  }
}
