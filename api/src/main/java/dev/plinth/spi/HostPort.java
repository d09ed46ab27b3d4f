package dev.plinth.spi;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.Objects;

/**
 * One server of a URL.
 *
 * @param host its name or address, IPv6 without brackets
 * @param port its port, 1 to 65,535, or 0 for the backend's default
 */
public record HostPort(String host, int port) {
  /** Refuses a port out of range with {@link ErrorCode#INVALID_ARGUMENT}. */
  public HostPort {
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 65_535) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the port of a server must be from 1 to 65535");
    }
  }

  /** The port, or the backend's default where the URL names none. */
  public int portOr(int defaultPort) {
    return port == 0 ? defaultPort : port;
  }
}
