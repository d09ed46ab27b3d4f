package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.PoolOptions;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the URL and the options ask of a server of the family.
 *
 * @param expected which server the URL lets expect
 * @param driver which driver connects
 * @param hosts in the order in which they are tried
 * @param user who connects
 * @param password empty for none
 * @param database which database
 * @param tls how much of TLS
 * @param stores where certificates and keys are, by the names of the parameters
 * @param publicKeyRetrieval whether a server without TLS may be asked for the key that encrypts the password
 * @param localInfile whether LOAD DATA LOCAL may be used for bulk where the server takes it
 * @param readOnly whether nothing may be written
 * @param connectTimeout how long connecting may take
 * @param pool the connections
 */
record MysqlSettings(Flavour expected, JdbcDriver driver, List<HostPort> hosts, String user,
    String password, String database, Tls tls, Map<String, String> stores,
    boolean publicKeyRetrieval, boolean localInfile, boolean readOnly, Duration connectTimeout,
    PoolOptions pool) {
  static final int PORT = 3306;
  static final int TIDB_PORT = 4000;

  static final String CA = "sslCa";
  static final String TRUST_STORE = "sslTrustStore";
  static final String TRUST_STORE_PASSWORD = "sslTrustStorePassword";
  static final String KEY_STORE = "sslKeyStore";
  static final String KEY_STORE_PASSWORD = "sslKeyStorePassword";

  private static final Set<String> STORES =
      Set.of(CA, TRUST_STORE, TRUST_STORE_PASSWORD, KEY_STORE, KEY_STORE_PASSWORD);
  private static final List<String> NAMES = List.of("sslMode", CA, TRUST_STORE,
      TRUST_STORE_PASSWORD, KEY_STORE, KEY_STORE_PASSWORD, "allowPublicKeyRetrieval",
      "localInfile", "driver", "connectTimeout", "charset");

  /** As other drivers of the family call the same. */
  private static final Map<String, String> ALIASES = Map.of("ssl", "sslMode", "usessl", "sslMode",
      "tls", "sslMode", "characterencoding", "charset", "allowlocalinfile", "localInfile",
      "allowloadlocalinfile", "localInfile", "serversslcert", CA);

  /** A TiDB Cloud database sleeps, and its gateway closes what is idle: few connections, replaced often. */
  private static final PoolOptions TIDB_POOL = PoolOptions.defaults().withMaxSize(15)
      .withMinIdle(5).withMaxLifetime(Duration.ofMinutes(30));

  /** Reads them. Fails with {@link ErrorCode#INVALID_ARGUMENT}. */
  static MysqlSettings of(DatabaseUrl url, Options options) {
    boolean nobody = url.user().isEmpty() && options.credentials() == null;
    if (url.hosts().isEmpty() || nobody || url.database().isEmpty()) {
      throw invalid("the URL needs a host, a user and a database; write "
          + url.scheme() + "://user:password@host:" + PORT + "/database");
    }
    Map<String, String> given = new TreeMap<>();
    options.properties().forEach((name, value) -> put(given, name, value));
    url.parameters().forEach((name, value) -> put(given, name, value));
    Flavour expected = expected(url);
    Map<String, String> stores = new TreeMap<>(given);
    stores.keySet().retainAll(STORES);
    String charset = given.getOrDefault("charset", "utf8mb4").toLowerCase(Locale.ROOT);
    if (!Set.of("utf8mb4", "utf8", "utf-8").contains(charset)) {
      throw invalid("charset must be utf8mb4, which is what is spoken here");
    }
    String tls = given.getOrDefault("sslMode",
        expected == Flavour.TIDB ? "VERIFY_IDENTITY" : "PREFERRED");
    return new MysqlSettings(expected, driver(url.scheme(), given.get("driver"), stores),
        url.hosts(), url.user(), url.password(), url.database(),
        expected == Flavour.TIDB && tls.equals("true") ? Tls.VERIFY_IDENTITY : Tls.of(tls),
        Map.copyOf(stores), flag(given, "allowPublicKeyRetrieval", false),
        flag(given, "localInfile", true), options.isReadOnly(),
        timeout(given.get("connectTimeout"), options.pool().connectTimeout()),
        expected == Flavour.TIDB && options.pool().equals(PoolOptions.defaults())
            ? TIDB_POOL
            : options.pool());
  }

  private static void put(Map<String, String> given, String name, String value) {
    String folded = name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
    String known = NAMES.stream().filter(other -> other.toLowerCase(Locale.ROOT).equals(folded))
        .findFirst().orElse(ALIASES.get(folded));
    if (known == null) {
      throw invalid("there is no parameter of MySQL, MariaDB and TiDB named " + name
          + "; there are " + String.join(", ", NAMES));
    }
    given.put(known, value);
  }

  private static Flavour expected(DatabaseUrl url) {
    return switch (url.scheme()) {
      case "tidb" -> Flavour.TIDB;
      case "mariadb" -> Flavour.MARIADB;
      default -> url.host().host().toLowerCase(Locale.ROOT).endsWith(".tidbcloud.com")
          ? Flavour.TIDB
          : Flavour.MYSQL;
    };
  }

  /** MariaDB needs its own driver; Connector/J loses microseconds there. */
  private static JdbcDriver driver(String scheme, @Nullable String asked,
      Map<String, String> stores) {
    if (scheme.equals("mariadb")) {
      if (asked != null && !asked.equals("mariadb")) {
        throw invalid("mariadb:// is served by MariaDB's driver alone; leave out driver");
      }
      return JdbcDriver.MARIADB;
    }
    return switch (asked) {
      case null -> JdbcDriver.CONNECTOR_J.isPresent() && !stores.containsKey(CA)
          ? JdbcDriver.CONNECTOR_J
          : JdbcDriver.MARIADB;
      case "mysql" -> {
        if (stores.containsKey(CA)) {
          throw invalid(CA + " is for MariaDB's driver; give MySQL's a sslTrustStore");
        }
        yield JdbcDriver.CONNECTOR_J;
      }
      case "mariadb" -> JdbcDriver.MARIADB;
      default -> throw invalid("driver must be mysql or mariadb");
    };
  }

  private static Duration timeout(@Nullable String milliseconds, Duration otherwise) {
    if (milliseconds == null) {
      return otherwise;
    }
    if (!milliseconds.matches("[1-9][0-9]{0,8}")) {
      throw invalid("connectTimeout must be a number of milliseconds");
    }
    return Duration.ofMillis(Long.parseLong(milliseconds));
  }

  private static boolean flag(Map<String, String> given, String name, boolean otherwise) {
    String value = given.get(name);
    return value == null ? otherwise : switch (value.toLowerCase(Locale.ROOT)) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw invalid(name + " must be true or false");
    };
  }

  /** By the name of the host: Aurora answers as MySQL does. */
  boolean isAurora() {
    String host = hosts.getFirst().host().toLowerCase(Locale.ROOT);
    return host.contains(".cluster-") && host.contains(".rds.amazonaws.com");
  }

  int port(HostPort host) {
    return host.portOr(expected == Flavour.TIDB ? TIDB_PORT : PORT);
  }

  /** What makes this another database, or the same one for another user, as one text with secrets. */
  String canonical() {
    var servers =
        hosts.stream().map(host -> host.host().toLowerCase(Locale.ROOT) + ":" + port(host))
            .toList();
    return String.join("\n", expected.name(), driver.name(), String.join(",", servers), user,
        password, database, tls.name(), new TreeMap<>(stores).toString(),
        String.valueOf(publicKeyRetrieval), String.valueOf(localInfile));
  }

  /** Without password and parameters. */
  @Override
  public String toString() {
    return "MysqlSettings[" + hosts + "/" + database + "]";
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }
}
