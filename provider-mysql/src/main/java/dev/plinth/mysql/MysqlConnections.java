package dev.plinth.mysql;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.credentials.Credential;
import dev.plinth.credentials.Credentials;
import dev.plinth.jdbc.ConnectionSource;
import dev.plinth.jdbc.Queries;
import dev.plinth.support.pooled.TrackedCredentials;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import java.util.stream.Collectors;

/** Opens connections, finds out what server answers, and sets the session up. */
final class MysqlConnections extends ConnectionSource {
  private static final int LEAST_MYSQL = 80_019;
  private static final int LEAST_MARIADB = 100_700;
  private static final int LEAST_TIDB = 70_400;

  private static final String ASK = "SELECT CONNECTION_ID(), VERSION(), @@version_comment, "
      + "@@local_infile, @@max_allowed_packet";

  /** Nothing is cut, rounded off or replaced unasked; what a quotation mark means is what was read here. */
  private static final String MODES = "STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,"
      + "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,ONLY_FULL_GROUP_BY";

  private final MysqlSettings settings;
  private final TrackedCredentials credentials;
  private final ServerFacts facts;
  private final Driver driver;
  private final Map<Connection, Long> ids = Collections.synchronizedMap(new WeakHashMap<>());
  private final Map<Connection, Sockets> sockets = Collections.synchronizedMap(new WeakHashMap<>());
  /** What PREFERRED came to, where the driver knows no such thing. */
  private volatile boolean withoutTls;

  MysqlConnections(MysqlSettings settings, Credentials credentials, ServerFacts facts) {
    this.settings = settings;
    this.credentials = new TrackedCredentials(credentials);
    this.facts = facts;
    this.driver = settings.driver().instance();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return open(false);
  }

  @Override
  public boolean rotated() {
    return credentials.connected();
  }

  /** So long a pool that is closed waits for a connection that it is opening. */
  @Override
  public int getLoginTimeout() {
    return 1;
  }

  /** A connection that lets LOAD DATA LOCAL send what this library gives it. */
  Connection loading() throws SQLException {
    return open(true);
  }

  /** The number by which the server knows a connection: more than the 32 bits that a driver tells. */
  long id(Connection connection) throws SQLException {
    Long id = ids.get(connection);
    if (id == null) {
      throw new SQLException("not a connection of this source", "08003");
    }
    return id;
  }

  /** Cuts a connection at once, whatever it is doing; for any thread. */
  void cut(Connection connection) throws SQLException {
    if (!sockets.getOrDefault(connection, Sockets.none()).close()) {
      connection.abort(Runnable::run);
    }
  }

  private Connection open(boolean loading) throws SQLException {
    Connection connection = connected(loading);
    boolean ready = false;
    try {
      setUp(connection);
      ready = true;
      return connection;
    } finally {
      if (!ready) {
        connection.close();
      }
    }
  }

  /** What a driver itself says while it connects is about connecting, whatever state it gives it. */
  private Connection connected(boolean loading) throws SQLException {
    try {
      return connect(loading);
    } catch (SQLException failure) {
      String state = String.valueOf(failure.getSQLState());
      boolean saidByServer = failure.getErrorCode() > 0;
      if (saidByServer || state.startsWith("08") || state.startsWith("28")) {
        throw failure;
      }
      throw new SQLException("the driver does not connect", "08001", failure);
    }
  }

  /** MariaDB's driver takes TLS or none: PREFERRED is asked for both, the first time. */
  private Connection connect(boolean loading) throws SQLException {
    boolean mayFallBack =
        settings.driver() == JdbcDriver.MARIADB && settings.tls() == Tls.PREFERRED;
    if (!mayFallBack || withoutTls) {
      return connect(loading, withoutTls ? Tls.DISABLED : settings.tls());
    }
    try {
      return connect(loading, settings.tls());
    } catch (SQLException failure) {
      if (!String.valueOf(failure.getSQLState()).startsWith("08")) {
        throw failure;
      }
      Connection plain = connect(loading, Tls.DISABLED);
      withoutTls = true;
      return plain;
    }
  }

  private Connection connect(boolean loading, Tls tls) throws SQLException {
    Properties properties = settings.driver() == JdbcDriver.MARIADB
        ? ofMariaDb(tls)
        : ofConnectorJ(tls);
    Credential credential = credentials.current();
    properties.setProperty("user", credential.user());
    properties.setProperty("password", credential.password());
    String patience = String.valueOf(Math.max(1, settings.connectTimeout().toMillis()));
    properties.setProperty("connectTimeout", patience);
    // For the beginning alone, so that a server that accepts and then says nothing is noticed.
    properties.setProperty("socketTimeout", patience);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("useServerPrepStmts", "true");
    properties.setProperty("allowPublicKeyRetrieval",
        String.valueOf(settings.publicKeyRetrieval()));
    if (loading) {
      settings.driver().localFiles().allow(properties);
    }
    Sockets.Opened opened = Sockets.during(() -> driver.connect(url(), properties));
    Connection connection = opened.connection();
    if (connection == null) {
      throw new SQLException("the driver does not take its own URL", "08001");
    }
    sockets.put(connection, opened.sockets());
    return connection;
  }

  private String url() {
    return settings.driver().prefix() + settings.hosts().stream()
        .map(host -> (host.host().indexOf(':') >= 0 ? "[" + host.host() + "]" : host.host()) + ":"
            + settings.port(host))
        .collect(Collectors.joining(",")) + "/" + settings.database();
  }

  private Properties ofMariaDb(Tls tls) {
    var properties = new Properties();
    properties.setProperty("sslMode", tls.ofMariaDb());
    // A statement is kept by this library, and would be kept twice.
    properties.setProperty("cachePrepStmts", "false");
    properties.setProperty("useAffectedRows", "false");
    properties.setProperty("tinyInt1isBit", "true");
    properties.setProperty("transformedBitIsBoolean", "true");
    properties.setProperty("useBulkStmts", "false");
    properties.setProperty("useBulkStmtsForInserts", "false");
    properties.setProperty("allowLocalInfile", "false");
    properties.setProperty("dumpQueriesOnException", "false");
    properties.setProperty("includeInnodbStatusInDeadlockExceptions", "false");
    Sockets.use(properties, driver.getClass().getClassLoader());
    put(properties, "serverSslCert", MysqlSettings.CA);
    put(properties, "trustStore", MysqlSettings.TRUST_STORE);
    put(properties, "trustStorePassword", MysqlSettings.TRUST_STORE_PASSWORD);
    put(properties, "keyStore", MysqlSettings.KEY_STORE);
    put(properties, "keyStorePassword", MysqlSettings.KEY_STORE_PASSWORD);
    return properties;
  }

  private Properties ofConnectorJ(Tls tls) {
    var properties = new Properties();
    properties.setProperty("sslMode", tls.name());
    properties.setProperty("cachePrepStmts", "false");
    properties.setProperty("useAffectedRows", "false");
    properties.setProperty("characterEncoding", "UTF-8");
    properties.setProperty("connectionTimeZone", "UTC");
    properties.setProperty("forceConnectionTimeZoneToSession", "true");
    properties.setProperty("tinyInt1isBit", "true");
    properties.setProperty("yearIsDateType", "false");
    // So that a large result is fetched in parts, beside which other statements may run.
    properties.setProperty("useCursorFetch", "true");
    properties.setProperty("dumpQueriesOnException", "false");
    properties.setProperty("includeInnodbStatusInDeadlockExceptions", "false");
    properties.setProperty("paranoid", "true");
    properties.setProperty("allowLoadLocalInfile", "false");
    String store = settings.stores().get(MysqlSettings.TRUST_STORE);
    if (store != null) {
      properties.setProperty("trustCertificateKeyStoreUrl", "file:" + store);
    }
    put(properties, "trustCertificateKeyStorePassword", MysqlSettings.TRUST_STORE_PASSWORD);
    String keys = settings.stores().get(MysqlSettings.KEY_STORE);
    if (keys != null) {
      properties.setProperty("clientCertificateKeyStoreUrl", "file:" + keys);
    }
    put(properties, "clientCertificateKeyStorePassword", MysqlSettings.KEY_STORE_PASSWORD);
    return properties;
  }

  private void put(Properties properties, String property, String name) {
    String value = settings.stores().get(name);
    if (value != null) {
      properties.setProperty(property, value);
    }
  }

  private void setUp(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Flavour flavour;
      try (ResultSet rows = statement.executeQuery(ASK)) {
        rows.next();
        ids.put(connection, rows.getLong(1));
        String version = rows.getString(2);
        String comment = Queries.text(rows, 3);
        flavour = Flavour.of(version, comment, settings.isAurora());
        requireFit(flavour, version);
        facts.learn(flavour, version, ServerFacts.isGalera(comment), rows.getBoolean(4),
            rows.getLong(5));
        flavour = facts.flavour();
      }
      statement.execute(session(flavour));
    }
    connection.setNetworkTimeout(Runnable::run, 0);
  }

  /** One round trip; statements commit by themselves, as both drivers begin. */
  private String session(Flavour flavour) {
    String isolation = flavour == Flavour.MARIADB ? "tx_isolation" : "transaction_isolation";
    String readOnly = flavour == Flavour.MARIADB ? "tx_read_only" : "transaction_read_only";
    return "SET NAMES utf8mb4 COLLATE " + ServerFacts.collation(flavour)
        + ", time_zone = '+00:00', sql_mode = '" + MODES + "', " + isolation
        + " = 'REPEATABLE-READ'"
        + sorting(flavour)
        + (settings.readOnly() && flavour != Flavour.TIDB ? ", " + readOnly + " = 1" : "");
  }

  /**
   * Large texts and bytes are sorted whole: MariaDB would look at their first 1,024 bytes, and MySQL have no
   * room for such rows. It is a bound; what a sort takes follows from its rows. MariaDB would also cut what
   * JSON_ARRAYAGG puts together.
   */
  private static String sorting(Flavour flavour) {
    return switch (flavour) {
      case MARIADB -> ", max_sort_length = 2097152, sort_buffer_size = 33554432, "
          + "group_concat_max_len = 1073741824";
      case MYSQL, AURORA -> ", sort_buffer_size = 33554432";
      case TIDB -> "";
    };
  }

  private void requireFit(Flavour flavour, String version) {
    int number = flavour == Flavour.TIDB
        ? ServerFacts.number(version.substring(
            version.toLowerCase(Locale.ROOT).indexOf("tidb") + "tidb".length()))
        : ServerFacts.number(version);
    if (flavour == Flavour.MARIADB && settings.driver() == JdbcDriver.CONNECTOR_J) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "the server is MariaDB, and MySQL Connector/J would lose microseconds and more there; "
              + "open " + withMariaDb() + " instead");
    }
    int least = switch (flavour) {
      case MYSQL, AURORA -> LEAST_MYSQL;
      case MARIADB -> LEAST_MARIADB;
      case TIDB -> LEAST_TIDB;
    };
    if (number < least) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED, "the server is older than "
          + flavour.product() + " " + least / 10_000 + "." + least / 100 % 100 + "." + least % 100
          + ", the oldest that is supported");
    }
  }

  /** The URL to use, without the password. */
  private String withMariaDb() {
    return "mariadb://" + settings.user() + ":...@" + settings.hosts().stream()
        .map(host -> host.host() + ":" + settings.port(host)).collect(Collectors.joining(","))
        + "/" + settings.database();
  }
}
