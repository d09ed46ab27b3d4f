package dev.plinth.spi;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A connection URL, taken apart. Its {@code toString} is redacted.
 *
 * <p>The forms are {@code scheme://user:password@host:port,host2/database?name=value} and, for files,
 * {@code sqlite:path?name=value} and {@code sqlite:///absolute/path}. A {@code jdbc:} in front and a
 * {@code +driver} behind the scheme are accepted. User and password end at the last {@code @} before the
 * path and may hold percent escapes.
 *
 * @param scheme in lower case, without driver
 * @param user empty for none
 * @param password empty for none
 * @param hosts in order; empty for a file
 * @param database the name of the database, or the path of a file
 * @param parameters what stands behind the question mark, decoded
 */
public record DatabaseUrl(String scheme, String user, String password, List<HostPort> hosts,
    String database,
    Map<String, String> parameters) {
  private static final List<String> SECRET_WORDS =
      List.of("password", "passwd", "pwd", "secret", "token", "key",
          "credential");

  /** Copies the collections. */
  public DatabaseUrl {
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    hosts = List.copyOf(hosts);
    Objects.requireNonNull(database, "database");
    parameters = Map.copyOf(parameters);
  }

  /** Takes a URL apart. Fails with {@link ErrorCode#INVALID_ARGUMENT}, never echoing the text. */
  public static DatabaseUrl parse(String url) {
    return DatabaseUrlParser.parse(url);
  }

  /** A parameter, where it is set. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The first server. Fails with {@link ErrorCode#INVALID_ARGUMENT} where there is none. */
  public HostPort host() {
    if (hosts.isEmpty()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the URL names no host; write " + scheme + "://user:password@host:port/database");
    }
    return hosts.get(0);
  }

  /** This URL without user, password and the values of parameters that may be secret. */
  public String redacted() {
    return scheme + (hosts.isEmpty() ? ":" + database : "://" + authority() + "/" + database)
        + query();
  }

  @Override
  public String toString() {
    return redacted();
  }

  private String authority() {
    String servers = hosts.stream().map(DatabaseUrl::text).collect(Collectors.joining(","));
    return user.isEmpty() ? servers : "***@" + servers;
  }

  private static String text(HostPort server) {
    String host = server.host().indexOf(':') >= 0 ? "[" + server.host() + "]" : server.host();
    return server.port() == 0 ? host : host + ":" + server.port();
  }

  private String query() {
    if (parameters.isEmpty()) {
      return "";
    }
    return parameters.entrySet().stream().sorted(Map.Entry.comparingByKey())
        .map(entry -> entry.getKey() + "=" + (isSecret(entry.getKey()) ? "***" : entry.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  private static boolean isSecret(@Nullable String name) {
    String lower = String.valueOf(name).toLowerCase(Locale.ROOT);
    return SECRET_WORDS.stream().anyMatch(lower::contains);
  }
}
