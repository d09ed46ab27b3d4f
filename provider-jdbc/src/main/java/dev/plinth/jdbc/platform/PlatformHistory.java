package dev.plinth.jdbc.platform;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.Dialect;
import dev.plinth.support.platform.PlatformSchema;
import dev.plinth.support.platform.PlatformVersion;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the history table says of the platform schema, read without Flyway. */
final class PlatformHistory {
  private static final String BASELINE = "BASELINE";
  private static final String MIGRATION = "JDBC";

  private final Dialect dialect;
  private final List<PlatformVersion> versions;

  PlatformHistory(Dialect dialect, List<PlatformVersion> versions) {
    this.dialect = dialect;
    this.versions = versions;
  }

  /** Whether every version is applied; one query. */
  boolean isCurrent(Connection connection) throws SQLException {
    var applied = new HashSet<Integer>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query())) {
      while (rows.next()) {
        if (!BASELINE.equals(rows.getString(3))) {
          int version = known(rows.getString(1), rows.getString(2), rows.getString(3));
          if (rows.getBoolean(4)) {
            applied.add(version);
          }
        }
      }
    }
    return includesAll(applied);
  }

  private String query() {
    return "SELECT " + String.join(", ",
        List.of(dialect.quoted("version"), dialect.quoted("description"), dialect.quoted("type"),
            dialect.quoted("success")))
        + " FROM " + dialect.quoted(PlatformSchema.HISTORY);
  }

  private boolean includesAll(Set<Integer> applied) {
    return versions.stream().allMatch(version -> applied.contains(version.number()));
  }

  private int known(@Nullable String version, @Nullable String description,
      @Nullable String type) {
    int number = number(version);
    if (number < 1 || !MIGRATION.equals(type)) {
      throw foreign();
    }
    if (number > versions.getLast().number()) {
      throw new DatabaseException(ErrorCode.SCHEMA_MISMATCH,
          "the platform tables have version " + number + " and this library knows "
              + versions.getLast().number()
              + "; use the version of the library that made them, or a later one");
    }
    boolean same = versions.stream().anyMatch(
        known -> known.number() == number && known.description().equals(description));
    if (!same) {
      throw foreign();
    }
    return number;
  }

  static DatabaseException foreign() {
    return new DatabaseException(ErrorCode.MIGRATION_FAILED, "the table " + PlatformSchema.HISTORY
        + " is not the one that this library keeps; rename it, or use another database");
  }

  private static int number(@Nullable String version) {
    return version != null && version.matches("[0-9]{1,6}") ? Integer.parseInt(version) : 0;
  }
}
