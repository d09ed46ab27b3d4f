package dev.plinth.testkit;

import dev.plinth.Capability;
import java.util.Set;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What the suites have in common: each test is judged by what the backend can do and by what its test
 * server is known to do wrong. Nothing is skipped, and the run ends with a table of what ran on which
 * server.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ExtendWith(ConformanceExtension.class)
public abstract class ConformanceSuite {
  ConformanceSuite() {}

  /** What the backend can do. */
  protected abstract Set<Capability> capabilities();

  /**
   * Tests that must fail on this test server, because the server, a stand-in, does wrong what they look
   * at: {@code Role.test}, for example {@code Streams.bringsEveryRowInOrder}, or one argument of it,
   * {@code Values.findsByOrder[BYTES]}; in a suite without roles the test alone.
   */
  protected Set<String> serverGaps() {
    return Set.of();
  }

  /** What it runs on, for the table. */
  abstract String serverName();
}
