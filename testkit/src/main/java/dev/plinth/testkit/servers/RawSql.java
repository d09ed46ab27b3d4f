package dev.plinth.testkit.servers;

import dev.plinth.spi.DatabaseUrl;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * Statements that reach a SQL server past the provider under test, through whichever JDBC driver for it
 * is on the class path. A failure is an {@link IllegalStateException} that names the statement.
 */
public final class RawSql {
  private RawSql() {}

  /** Carries out statements, one after the other, on one connection. */
  public static void execute(String url, String... statements) {
    try (Connection connection = connect(url); Statement sql = connection.createStatement()) {
      for (String statement : statements) {
        sql.execute(statement);
      }
    } catch (SQLException failure) {
      throw failed(url, String.join("; ", statements), failure);
    }
  }

  /** The first column of what a query finds, as text; nulls are left out. */
  public static List<String> texts(String url, String query) {
    try (Connection connection = connect(url);
        Statement sql = connection.createStatement();
        ResultSet rows = sql.executeQuery(query)) {
      List<String> texts = new ArrayList<>();
      while (rows.next()) {
        String text = rows.getString(1);
        if (text != null) {
          texts.add(text);
        }
      }
      return texts;
    } catch (SQLException failure) {
      throw failed(url, query, failure);
    }
  }

  /** A connection, which the caller closes. */
  public static Connection connect(String url) throws SQLException {
    DatabaseUrl parsed = DatabaseUrl.parse(url);
    var properties = new Properties();
    properties.setProperty("user", parsed.user());
    properties.setProperty("password", parsed.password());
    parsed.parameters().forEach(properties::setProperty);
    String place = "://" + TestUrls.text(parsed.host()) + "/" + parsed.database();
    if (isPostgres(parsed)) {
      return DriverManager.getConnection("jdbc:postgresql" + place, properties);
    }
    if (parsed.scheme().equals("mysql") && hasDriver("jdbc:mysql" + place)) {
      return DriverManager.getConnection("jdbc:mysql" + place, properties);
    }
    if (parsed.scheme().equals("mysql")) {
      // Its usual authentication sends the password through TLS, with a certificate of its own.
      properties.putIfAbsent("sslMode", "trust");
    }
    return DriverManager.getConnection("jdbc:mariadb" + place, properties);
  }

  static boolean isPostgres(DatabaseUrl url) {
    return url.scheme().startsWith("postgres");
  }

  private static boolean hasDriver(String jdbcUrl) {
    return DriverManager.drivers().anyMatch(driver -> accepts(driver, jdbcUrl));
  }

  private static boolean accepts(Driver driver, String jdbcUrl) {
    try {
      return driver.acceptsURL(jdbcUrl);
    } catch (SQLException failure) {
      return false;
    }
  }

  private static IllegalStateException failed(String url, String statement, SQLException failure) {
    return new IllegalStateException(
        "\"" + statement + "\" failed on " + DatabaseUrl.parse(url), failure);
  }
}
