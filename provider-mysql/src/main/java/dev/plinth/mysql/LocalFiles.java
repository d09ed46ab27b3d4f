package dev.plinth.mysql;

import com.mysql.cj.conf.PropertyKey;
import com.mysql.cj.conf.RuntimeProperty;
import com.mysql.cj.jdbc.JdbcConnection;
import com.mysql.cj.jdbc.JdbcStatement;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Lets a driver send what this library gives it where a server asks for a local file, while one statement
 * runs: whatever else a server might ask for, no file is opened.
 */
enum LocalFiles {
  /** Knows what it was asked to load, and sends nothing else. */
  MARIADB {
    @Override
    void allow(Properties properties) {
      properties.setProperty("allowLocalInfile", "true");
    }

    @Override
    long send(Connection connection, String sql, InputStream content) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.unwrap(org.mariadb.jdbc.Statement.class).setLocalInfileInputStream(content);
        return statement.executeUpdate(sql);
      }
    }
  },
  /** Would open any file that a server asks for, were it allowed to open some. */
  CONNECTOR_J {
    @Override
    void allow(Properties properties) {
      properties.setProperty("allowLoadLocalInfile", "false");
      // The server is told that there may be a file, and in this folder there is none.
      properties.setProperty("allowLoadLocalInfileInPath", "no-such-folder");
    }

    @Override
    long send(Connection connection, String sql, InputStream content) throws SQLException {
      RuntimeProperty<Boolean> allowed = connection.unwrap(JdbcConnection.class).getPropertySet()
          .getBooleanProperty(PropertyKey.allowLoadLocalInfile);
      try (Statement statement = connection.createStatement()) {
        statement.unwrap(JdbcStatement.class).setLocalInfileInputStream(content);
        allowed.setValue(true);
        return statement.executeUpdate(sql);
      } finally {
        allowed.setValue(false);
      }
    }
  };

  /** Sets a connection up for it. */
  abstract void allow(Properties properties);

  /** Runs a LOAD DATA LOCAL; how many records arrived. */
  abstract long send(Connection connection, String sql, InputStream content) throws SQLException;
}
