package dev.plinth.postgres;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.credentials.Credential;
import dev.plinth.credentials.Credentials;
import dev.plinth.jdbc.ConnectionSource;
import dev.plinth.spi.HostPort;
import dev.plinth.support.pooled.TrackedCredentials;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens connections and sets them up. */
final class PostgresConnections extends ConnectionSource {
  /** The first that has all that is asked of the catalog. */
  private static final int LEAST_VERSION = 12;

  private final PostgresSettings settings;
  private final TrackedCredentials credentials;
  private final LetterCase letterCase;
  private final Driver driver = new Driver();
  private final String url;
  private final Properties properties;

  PostgresConnections(PostgresSettings settings, Credentials credentials,
      LetterCase letterCase) {
    this.settings = settings;
    this.credentials = new TrackedCredentials(credentials);
    this.letterCase = letterCase;
    this.url = url(settings);
    this.properties = properties(settings);
  }

  private static String url(PostgresSettings settings) {
    var source = new PGSimpleDataSource();
    source.setServerNames(
        settings.hosts().stream().map(PostgresConnections::address).toArray(String[]::new));
    source.setPortNumbers(
        settings.hosts().stream().mapToInt(host -> host.portOr(PostgresSettings.PORT)).toArray());
    source.setDatabaseName(settings.database());
    return source.getURL();
  }

  private static String address(HostPort host) {
    return host.host().indexOf(':') >= 0 ? "[" + host.host() + "]" : host.host();
  }

  private static Properties properties(PostgresSettings settings) {
    var properties = new Properties();
    String seconds = String.valueOf(seconds(settings.connectTimeout()));
    PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
    // For the beginning alone, so that a server that accepts and then says nothing is noticed.
    PGProperty.SOCKET_TIMEOUT.set(properties, seconds);
    PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, "2");
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    // With the details of a failure come the values of the record.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    // So that the name of the application comes along at once, not by a statement of its own.
    PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.6");
    PGProperty.APPLICATION_NAME.set(properties, "plinth");
    if (settings.pooler()) {
      PGProperty.PREPARE_THRESHOLD.set(properties, 0);
      PGProperty.PREPARED_STATEMENT_CACHE_QUERIES.set(properties, 0);
    }
    settings.driver().forEach(properties::setProperty);
    return properties;
  }

  private static long seconds(Duration timeout) {
    return Math.max(1, (timeout.toMillis() + 999) / 1000);
  }

  @Override
  public boolean rotated() {
    return credentials.connected();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = driver.connect(url, credentialed());
    if (connection == null) {
      throw new SQLException("the driver does not take its own URL", "08001");
    }
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

  private Properties credentialed() {
    Credential credential = credentials.current();
    if (credential.user().isEmpty()) {
      throw PostgresSettings.invalid("neither the URL nor a credential names a user; write "
          + "postgresql://user:password@host:5432/database");
    }
    var own = (Properties) properties.clone();
    PGProperty.USER.set(own, credential.user());
    if (!credential.password().isEmpty()) {
      PGProperty.PASSWORD.set(own, credential.password());
    }
    return own;
  }

  private void setUp(Connection connection) throws SQLException {
    requireVersion(connection);
    requireStandardStrings(connection);
    if (settings.leastTls() != null) {
      requireTls(connection, settings.leastTls());
    }
    if (!settings.pooler()) {
      execute(connection, "SELECT pg_catalog.set_config('TimeZone', 'UTC', false)"
          + (settings.readOnly()
              ? ", pg_catalog.set_config('default_transaction_read_only', 'on', false)"
              : ""));
    }
    letterCase.learn(connection);
    connection.setNetworkTimeout(Runnable::run, 0);
  }

  private static void requireVersion(Connection connection) throws SQLException {
    if (connection.getMetaData().getDatabaseMajorVersion() < LEAST_VERSION) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "the server is older than PostgreSQL " + LEAST_VERSION
              + ", the oldest that is supported");
    }
  }

  /** Where a backslash escapes, a text that was read here as one statement may be two for the server. */
  private static void requireStandardStrings(Connection connection) throws SQLException {
    String setting = connection.unwrap(PGConnection.class)
        .getParameterStatus("standard_conforming_strings");
    if ("off".equals(setting)) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "standard_conforming_strings is off on the server; "
              + "switch it on for this user: ALTER ROLE ... SET standard_conforming_strings = on");
    }
  }

  private static void requireTls(Connection connection, String least) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT version FROM pg_catalog.pg_stat_ssl "
            + "WHERE pid = pg_catalog.pg_backend_pid() AND ssl")) {
      String version = rows.next() ? rows.getString(1) : "";
      if (version == null || version.compareTo(least) < 0) {
        throw new DatabaseException(ErrorCode.CONNECTION_FAILED,
            "the server does not speak " + least + ", which sslMinProtocolVersion asks for");
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
