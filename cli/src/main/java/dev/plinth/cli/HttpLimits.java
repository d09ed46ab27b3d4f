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

  static HttpLimits defaults() {
    return new HttpLimits(8765, 64, 2_000, 500, Duration.ofMinutes(1), 4 * 1024 * 1024, Set.of());
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
