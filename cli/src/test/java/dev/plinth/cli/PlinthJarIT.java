package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar, in which service files are merged and which has the manifest. */
@Timeout(300)
final class PlinthJarIT {
  private static final List<String> JAR =
      List.of("-jar", System.getProperty("plinth.jar", "absent"));

  @TempDir
  private Path folder;

  @Test
  void leavesAFileThatAnybodyCanOpen() throws Exception {
    Ran tour = Ran.asProcess(folder, Map.of(), JAR, "quickstart", "--json");
    assertThat(tour.err()).isEmpty();
    assertThat(tour.exitCode()).isZero();
    String file = String.valueOf(tour.json().get("file"));
    try (Connection plain = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThat(scalar(plain, "PRAGMA integrity_check")).isEqualTo("ok");
      assertThat(scalar(plain, "select count(*) from visits")).isEqualTo("20000");
      assertThat(scalar(plain, "select count(*) from plinth_users")).isEqualTo("1");
    }
    Ran ping = Ran.asProcess(folder, Map.of("APP_URL", "sqlite:" + file), JAR, "ping", "--url",
        "env:APP_URL");
    assertThat(ping.err()).isEmpty();
    assertThat(ping.out()).contains("SQLite");
    assertThat(Ran.asProcess(folder, Map.of(), JAR, "--version").out()).matches("plinth \\d.*\\R");
  }

  @Test
  void endsWithTheExitCodeAndOneLine() throws Exception {
    Ran.asProcess(folder, Map.of(), JAR, "ping", "--url", "sqlite:./absent.db")
        .assertFailed(Failures.FAILED, "DB_");
    Ran.asProcess(folder, Map.of(), JAR, "ping").assertFailed(Failures.MISUSED, "--url");
  }

  private static String scalar(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}
