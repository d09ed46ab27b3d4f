package dev.plinth.testkit.servers;

import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.HostPort;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** URLs that differ in one part from another. */
public final class TestUrls {
  private TestUrls() {}

  /** The same server, another database. */
  public static String withDatabase(String url, String database) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    return text(new DatabaseUrl(parsed.scheme(), parsed.user(), parsed.password(), parsed.hosts(),
        database, parsed.parameters()));
  }

  /** The same database, reached through another port of this machine. */
  public static String throughPort(String url, int port) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    return text(new DatabaseUrl(parsed.scheme(), parsed.user(), parsed.password(),
        List.of(new HostPort("127.0.0.1", port)), parsed.database(), parsed.parameters()));
  }

  /** The same database, for another user. */
  public static String withUser(String url, String user, String password) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    return text(new DatabaseUrl(parsed.scheme(), user, password, parsed.hosts(), parsed.database(),
        parsed.parameters()));
  }

  /** The same database and user, with another password. */
  public static String withPassword(String url, String password) {
    return withUser(url, DatabaseUrl.parse(url).user(), password);
  }

  /** The port of its first server. */
  public static int port(String url) {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    return parsed.host().portOr(defaultPort(parsed.scheme()));
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "postgres", "postgresql" -> 5432;
      case "mysql", "mariadb" -> 3306;
      case "mongodb" -> 27017;
      default -> throw new IllegalArgumentException("the URL of a " + scheme
          + " server must name its port");
    };
  }

  private static String text(DatabaseUrl url) {
    String credentials = url.user().isEmpty()
        ? ""
        : escaped(url.user()) + ":" + escaped(url.password()) + "@";
    String parameters = url.parameters().entrySet().stream()
        .map(each -> escaped(each.getKey()) + "=" + escaped(each.getValue()))
        .collect(Collectors.joining("&"));
    return url.scheme() + "://" + credentials
        + url.hosts().stream().map(TestUrls::text).collect(Collectors.joining(",")) + "/"
        + escaped(url.database()) + (parameters.isEmpty() ? "" : "?" + parameters);
  }

  /** As it stands in a URL, of any scheme. */
  static String text(HostPort server) {
    String host = server.host().contains(":") ? "[" + server.host() + "]" : server.host();
    return server.port() == 0 ? host : host + ":" + server.port();
  }

  private static String escaped(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
