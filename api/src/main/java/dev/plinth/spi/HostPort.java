package dev.plinth.spi;

import java.util.Objects;

/**
 * One server of a URL.
 *
 * @param host its name or address, IPv6 without brackets
 * @param port its port, 0 for the backend's default
 */
public record HostPort(String host, int port) {
  /** Checks that nothing is missing. */
  public HostPort {
    Objects.requireNonNull(host, "host");
  }

  /** The port, or the backend's default where the URL names none. */
  public int portOr(int defaultPort) {
    return port == 0 ? defaultPort : port;
  }
}
