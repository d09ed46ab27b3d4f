package dev.plinth.postgres;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.credentials.Credentials;
import dev.plinth.factory.Databases;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.testkit.servers.TestServers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Opens databases of the test server, and looks at them as another program would. */
final class Postgres {
  private Postgres() {}

  /** A new, empty database. */
  static String freshUrl() {
    return TestServers.postgres().freshDatabaseUrl();
  }

  static DatabaseProvider open(String url) {
    return open(url, Options.defaults());
  }

  static DatabaseProvider open(String url, Options options) {
    return Databases.await(Databases.open(url, options));
  }

  /** Another program's connection. */
  static Connection connect(String url) throws SQLException {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    return new PostgresConnections(PostgresSettings.of(parsed, Options.defaults()),
        Credentials.of(parsed, Options.defaults()), new LetterCase()).getConnection();
  }

  static void execute(String url, String... statements) throws SQLException {
    try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  static String text(String url, String sql) throws SQLException {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }
}
