package dev.plinth.testkit.servers;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** Waits for a server to answer. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Waiting() {}

  /** Asks until the question does not throw; then throws what it threw last. */
  static void until(ThrowingRunnable question) {
    until(question, () -> {
    });
  }

  /** Asks as long as there is hope, which throws where there is none. */
  static void until(ThrowingRunnable question, Runnable hope) {
    Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20))
        .failFast(hope::run).ignoreExceptions().untilAsserted(question);
  }
}
