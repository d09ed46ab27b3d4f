package dev.plinth.cli;

import java.time.Duration;
import java.util.Set;

/**
 * What the server over HTTP takes.
 *
 * @param port 0 for any that is free
 * @param threads requests that are worked on at once; others wait
 * @param connections open at once; others wait to be let in
 * @param sessions of clients at once
 * @param sessionIdle after which a session may be ended for a new one
 * @param bodyBytes of one request
 * @param hosts values of the Host header that are taken besides those of this machine
 */
record HttpLimits(int port, int threads, int connections, int sessions, Duration sessionIdle,
    int bodyBytes, Set<String> hosts) {
  HttpLimits {
    hosts = Set.copyOf(hosts);
  }

  private static final long FOR_EACH_CONNECTION = 128 * 1024;
  private static final long BODIES_IN_HEAP = 128;

  /** As much as the heap bears, and no more than anybody needs. */
  static HttpLimits defaults() {
    long heap = Runtime.getRuntime().maxMemory();
    return new HttpLimits(8765, 64, (int) Math.min(2_000, heap / FOR_EACH_CONNECTION), 500,
        Duration.ofMinutes(1), (int) Math.min(4 * 1024 * 1024, heap / BODIES_IN_HEAP), Set.of());
  }

  HttpLimits onPort(int value) {
    return new HttpLimits(value, threads, connections, sessions, sessionIdle, bodyBytes, hosts);
  }

  HttpLimits withSessions(int most, Duration idle) {
    return new HttpLimits(port, threads, connections, most, idle, bodyBytes, hosts);
  }

  HttpLimits allowingHosts(Set<String> values) {
    return new HttpLimits(port, threads, connections, sessions, sessionIdle, bodyBytes, values);
  }
}
