package dev.plinth.mysql;

import dev.plinth.Options;
import dev.plinth.credentials.Credentials;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.testkit.servers.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** New, empty databases of a test server, which is made as durable as one in earnest. */
final class FreshDatabase {
  private FreshDatabase() {}

  static String url(TestServer server) {
    String url = server.freshDatabaseUrl();
    try {
      execute(url, "SET GLOBAL innodb_flush_log_at_trx_commit = 1");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
    return url;
  }

  /** Another program's connection. */
  static Connection connect(String url) throws SQLException {
    var parsed = DatabaseUrl.parse(url);
    var settings = MysqlSettings.of(parsed, Options.defaults());
    return new MysqlConnections(settings, Credentials.of(parsed, Options.defaults()),
        new ServerFacts(settings.expected())).getConnection();
  }

  static void execute(String url, String... statements) throws SQLException {
    try (Connection connection = connect(url); Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
