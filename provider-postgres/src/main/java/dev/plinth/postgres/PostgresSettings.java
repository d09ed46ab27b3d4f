package dev.plinth.postgres;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.HostPort;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the URL and the options ask of PostgreSQL.
 *
 * @param hosts in the order in which they are tried
 * @param database which database
 * @param driver properties of the driver that the URL or the options set
 * @param pooler whether a pooler in transaction mode stands in front: every transaction may meet another
 *     session, so that none is set up and no statement is kept prepared
 * @param leastTls the least version of TLS, for example {@code TLSv1.3}; null for what Java allows
 * @param readOnly whether nothing may be written
 * @param connectTimeout how long connecting may take
 */
record PostgresSettings(List<HostPort> hosts, String database,
    Map<String, String> driver, boolean pooler, @Nullable String leastTls, boolean readOnly,
    Duration connectTimeout) {
  static final int PORT = 5432;

  private static final String POOLER = "pooler";
  private static final String LEAST_TLS = "sslMinProtocolVersion";
  private static final Set<String> TLS_VERSIONS = Set.of("TLSv1.2", "TLSv1.3");
  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  /** As the driver writes them; a URL may write them with underscores, as PostgreSQL's own library does. */
  private static final List<String> OF_THE_DRIVER = List.of("sslmode", "sslrootcert", "sslcert",
      "sslkey", "sslpassword", "sslNegotiation", "channelBinding", "gssEncMode", "requireAuth",
      "currentSchema", "ApplicationName", "connectTimeout", "targetServerType",
      "loadBalanceHosts", "hostRecheckSeconds", "options");

  /** Other words for those. */
  private static final Map<String, String> ALIASES =
      Map.of("searchpath", "currentSchema", "pgbouncer", POOLER);

  private static final Map<String, String> NAMES = names();

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>(ALIASES);
    OF_THE_DRIVER.forEach(name -> names.put(folded(name), name));
    names.put(POOLER, POOLER);
    names.put(folded(LEAST_TLS), LEAST_TLS);
    names.put("targetsessionattrs", "targetServerType");
    return Map.copyOf(names);
  }

  private static String folded(String name) {
    return name.replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** Reads them. Fails with {@link ErrorCode#INVALID_ARGUMENT}. */
  static PostgresSettings of(DatabaseUrl url, Options options) {
    if (url.hosts().isEmpty() || (url.user().isEmpty() && url.database().isEmpty())) {
      throw invalid("the URL needs a host and a database; write "
          + "postgresql://user:password@host:5432/database");
    }
    Map<String, String> driver = new TreeMap<>();
    options.properties().forEach((name, value) -> put(driver, "property for", name, value));
    url.parameters().forEach((name, value) -> put(driver, "parameter of a URL of", name, value));
    boolean pooler = flag(Optional.ofNullable(driver.remove(POOLER)).orElse("false"));
    String leastTls = driver.remove(LEAST_TLS);
    Duration connectTimeout =
        seconds(driver.remove("connectTimeout")).orElse(options.pool().connectTimeout());
    check(driver, pooler, leastTls);
    return new PostgresSettings(url.hosts(),
        url.database().isEmpty() ? url.user() : url.database(), Map.copyOf(driver), pooler,
        leastTls, options.isReadOnly(), connectTimeout);
  }

  private static void put(Map<String, String> driver, String what, String name, String value) {
    String known = NAMES.get(folded(name));
    if (known == null) {
      throw invalid("there is no " + what + " PostgreSQL named " + name + "; there are "
          + String.join(", ", OF_THE_DRIVER) + ", " + POOLER + ", " + LEAST_TLS);
    }
    driver.put(known, known.equals("targetServerType") ? targetServer(value) : value);
  }

  /** Both the words of the driver and those of PostgreSQL's own library. */
  private static String targetServer(String value) {
    return switch (folded(value).replace("-", "")) {
      case "any" -> "any";
      case "primary", "readwrite" -> "primary";
      case "secondary", "standby", "readonly" -> "secondary";
      case "preferprimary" -> "preferPrimary";
      case "prefersecondary", "preferstandby" -> "preferSecondary";
      default -> throw invalid("targetServerType must be any, primary, secondary, preferPrimary or "
          + "preferSecondary");
    };
  }

  private static void check(Map<String, String> driver, boolean pooler,
      @Nullable String leastTls) {
    String mode = driver.getOrDefault("sslmode", "prefer");
    if (!SSL_MODES.contains(mode)) {
      throw invalid(
          "sslmode must be one of disable, allow, prefer, require, verify-ca, verify-full");
    }
    if (leastTls != null && !TLS_VERSIONS.contains(leastTls)) {
      throw invalid(LEAST_TLS + " must be TLSv1.2 or TLSv1.3");
    }
    if (leastTls != null && (pooler || Set.of("disable", "allow", "prefer").contains(mode))) {
      throw invalid(
          LEAST_TLS + " needs a connection that is certainly encrypted, up to the server: "
              + "sslmode=require or stricter, and no pooler");
    }
    if (pooler && (driver.containsKey("currentSchema") || driver.containsKey("options"))) {
      throw invalid(
          "behind a pooler there are no settings of a session: instead of currentSchema and "
              + "options use ALTER ROLE ... SET on the server");
    }
  }

  private static Optional<Duration> seconds(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw invalid("connectTimeout must be a number of seconds");
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(POOLER + " must be true or false");
    };
  }

  /** What makes this another database than that of other settings, as one text, perhaps with secrets. */
  String canonical() {
    var servers = hosts.stream()
        .map(host -> host.host().toLowerCase(Locale.ROOT) + ":" + host.portOr(PORT)).toList();
    return String.join("\n", String.join(",", servers), database,
        new TreeMap<>(driver).toString(), String.valueOf(pooler), String.valueOf(leastTls));
  }

  /** Without password and parameters. */
  @Override
  public String toString() {
    return "PostgresSettings[" + hosts + "/" + database + "]";
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
