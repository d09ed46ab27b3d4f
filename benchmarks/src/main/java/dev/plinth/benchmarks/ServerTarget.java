package dev.plinth.benchmarks;

import dev.plinth.spi.DatabaseUrl;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;

/** The servers that can be measured. In the JVM of a contender {@link #url} is the one that its run was given. */
enum ServerTarget {
  POSTGRES("PostgreSQL", "postgresql"),
  MARIADB("MariaDB", "mariadb"),
  MYSQL("MySQL", "mysql"),
  MONGO("MongoDB stand-in", "");

  private static final String URL_PROPERTY = "plinth.speed.url";

  final String title;
  private final String jdbcScheme;

  ServerTarget(String title, String jdbcScheme) {
    this.title = title;
    this.jdbcScheme = jdbcScheme;
  }

  private TestServer server() {
    return switch (this) {
      case POSTGRES -> TestServers.postgres();
      case MARIADB -> TestServers.mariadb();
      case MYSQL -> TestServers.mysql();
      case MONGO -> TestServers.mongo();
    };
  }

  /** A database on the server, which is started if need be. */
  String freshDatabaseUrl() {
    return server().freshDatabaseUrl();
  }

  /** How it came to run. */
  String description() {
    return server().name();
  }

  /** With which a JVM is started whose {@link #url} this shall be. */
  static String argument(String url) {
    return "-D" + URL_PROPERTY + "=" + url;
  }

  /** The database of this run. */
  static String url() {
    String url = System.getProperty(URL_PROPERTY, "");
    if (url.isEmpty()) {
      throw new IllegalStateException("set the system property " + URL_PROPERTY);
    }
    return url;
  }

  /** As a driver of JDBC understands it, without user and password. */
  static String jdbcUrl(DatabaseUrl url) {
    ServerTarget target = of(url);
    String where = url.host().host() + ":" + url.host().port() + "/" + url.database();
    return "jdbc:" + target.jdbcScheme + "://" + where
        + (target == POSTGRES ? "" : "?useServerPrepStmts=true")
        + (target == MYSQL ? "&allowPublicKeyRetrieval=true" : "");
  }

  private static ServerTarget of(DatabaseUrl url) {
    return switch (url.scheme()) {
      case "postgres", "postgresql" -> POSTGRES;
      case "mariadb" -> MARIADB;
      case "mysql" -> MYSQL;
      default -> MONGO;
    };
  }
}
