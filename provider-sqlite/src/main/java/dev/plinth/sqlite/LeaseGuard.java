package dev.plinth.sqlite;

import dev.plinth.Options;
import dev.plinth.support.engine.Engine.LeaseOptions;
import java.time.Duration;

/**
 * When a lease is taken back that nobody uses and nobody gives back. Transactions and streams are ended
 * by their owner long before; this is for an owner that got lost, which must not hold the database.
 *
 * @param transaction after which one of a transaction without a timeout of its own is taken back
 * @param stream after which one of a stream is taken back
 */
record LeaseGuard(Duration transaction, Duration stream) {
  private static final Duration GRACE = Duration.ofSeconds(5);

  static LeaseGuard of(Options options) {
    return new LeaseGuard(options.transactionTimeout(), options.streamIdleTimeout());
  }

  /** How long a lease may be idle. */
  Duration mostIdle(LeaseOptions options) {
    Duration own = options.options().timeout();
    Duration usual = options.transaction() ? transaction : stream;
    return (own == null ? usual : own).plus(GRACE);
  }
}
