package dev.plinth.sqlite;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Opens databases without the factory, and looks at their files as another program would. */
final class Sqlite {
  private Sqlite() {}

  static DatabaseProvider open(Path file) {
    return open(file, Options.defaults());
  }

  static DatabaseProvider open(Path file, Options options) {
    return open("sqlite:" + file, options);
  }

  static DatabaseProvider open(String url, Options options) {
    SharedDatabase database =
        await(new SqliteProviderFactory().open(DatabaseUrl.parse(url), options));
    return database.newHandle(database::closeAsync);
  }

  /** The value; throws what the future failed with. */
  static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
    try {
      return future.orTimeout(2,
          java.util.concurrent.TimeUnit.MINUTES).join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw failure;
    }
  }

  /** Another program's connection. */
  static Connection connect(Path file) throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file);
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String text(Path file, String sql) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  static Set<Long> numbers(Path file, String sql) throws SQLException {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      Set<Long> numbers = new HashSet<>();
      while (rows.next()) {
        numbers.add(rows.getLong(1));
      }
      return numbers;
    }
  }

  static long number(Path file, String sql) throws SQLException {
    return Long.parseLong(text(file, sql));
  }
}
