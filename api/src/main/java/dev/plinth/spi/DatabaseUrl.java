package dev.plinth.spi;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A connection URL, taken apart. Its {@code toString} is redacted.
 *
 * <p>The forms are {@code scheme://user:password@host:port,host2/database?name=value} and, for files,
 * {@code sqlite:path?name=value} and {@code sqlite:///absolute/path}. A {@code jdbc:} in front and a
 * {@code +driver} behind the scheme are accepted. Every part may hold percent escapes.
 *
 * <p>User and password end at the last {@code @} before the parameters, so that a password may hold
 * {@code @}, {@code :}, {@code /} and {@code ?}; an {@code @} in the name of a database is written
 * {@code %40}. They may also be the parameters {@code user} and {@code password}, as JDBC has them.
 *
 * <p>In a SQLite URL with a {@code +driver} three slashes begin a relative path and four an absolute
 * one, as where such URLs come from; without one both are absolute, unless {@code ./} or {@code ../}
 * follows.
 *
 * @param scheme in lower case, without driver
 * @param user empty for none
 * @param password empty for none
 * @param hosts in order; empty for a file
 * @param database the name of the database, or the path of a file
 * @param parameters what stands behind the question mark, decoded, without user and password
 */
public record DatabaseUrl(String scheme, String user, String password, List<HostPort> hosts,
    String database, Map<String, String> parameters) {
  /** Copies the collections. */
  public DatabaseUrl {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    hosts = List.copyOf(hosts);
    Objects.requireNonNull(database, "database");
    parameters = Map.copyOf(parameters);
  }

  /** Takes a URL apart. Throws {@link ErrorCode#INVALID_ARGUMENT}, never echoing the text. */
  public static DatabaseUrl parse(String url) {
    return DatabaseUrlParser.parse(url);
  }

  /** This URL without user and password. */
  public DatabaseUrl withoutCredentials() {
    return new DatabaseUrl(scheme, "", "", hosts, database, parameters);
  }

  /** A parameter, where it is set. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The first server. Throws {@link ErrorCode#INVALID_ARGUMENT} where there is none. */
  public HostPort host() {
    if (hosts.isEmpty()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the URL names no host; write " + scheme + "://user:password@host:port/database");
    }
    return hosts.get(0);
  }

  /**
   * This URL for people to read: without user and password, with the parameters alone that are known
   * to be harmless, and without what looks like credentials gone astray.
   */
  public String redacted() {
    return Redaction.of(this);
  }

  @Override
  public String toString() {
    return redacted();
  }
}
