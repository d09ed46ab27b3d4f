package dev.plinth.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.support.engine.NativeStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Statements put together at random, of pieces that have fooled parsers. */
final class FuzzedStatementTest {
  private static final List<String> PIECES = List.of("SELECT ", "1", " ", "'", "''", "\"", "`", "[",
      "]", "--", "\n", "\r\n", "/*", "*/", "/*!", ";", "DELETE FROM t ", "INSERT INTO t VALUES (1)",
      "UPDATE t SET a = 2 ", "REPLACE INTO t ", "WITH x AS (SELECT 1) ", "(", ")", ",", "*",
      " FROM t ", "RETURNING a", "?", ":a", "$1", "$a$", "$$", "E'", "\\", "#", "@x", "::", ":=",
      " INTO x ", "EXPLAIN ", "VALUES (1)", "abs", "CASE ", "END ", "BEGIN ", "COMMIT ",
      "DROP TABLE t ", "CREATE TABLE u (a) ", "CREATE TRIGGER r AFTER INSERT ON t ", "1e", "x'",
      "\u00a0", "\uFEFF", " UNION ", "a");

  private final Random random = new Random(42);

  @Test
  void neverFailsInAnotherWay() {
    for (SqlGrammar grammar : List.of(Grammars.LITE, Grammars.ELEPHANT, Grammars.DOLPHIN)) {
      var parser = new StatementParser(grammar);
      for (int i = 0; i < 20_000; i++) {
        String text = text();
        try {
          assertThat(parser.parse(text).sql()).isNotEmpty();
        } catch (DatabaseException refused) {
          assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_QUERY);
        }
      }
    }
  }

  @Test
  void takesNothingForAReadThatChangesSomething() throws SQLException {
    var parser = new StatementParser(Grammars.LITE);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE t (a)");
      String before = state(statement);
      int understood = 0;
      for (int i = 0; i < 50_000; i++) {
        String text = text();
        if (isRead(parser, text)) {
          understood += runs(statement, text) ? 1 : 0;
          assertThat(state(statement)).as(text).isEqualTo(before);
        }
      }
      assertThat(understood).isPositive();
    }
  }

  private static boolean isRead(StatementParser parser, String text) {
    try {
      return Optional.of(parser.parse(text)).map(ParsedStatement::classification)
          .map(NativeStatement::level).filter(AccessLevel.READ_ONLY::equals).isPresent();
    } catch (DatabaseException refused) {
      return false;
    }
  }

  /** Whether SQLite understood it. */
  private static boolean runs(Statement statement, String text) {
    try {
      statement.execute(text);
      return true;
    } catch (SQLException invalid) {
      return false;
    }
  }

  private static String state(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery(
        "SELECT total_changes() || ' ' || (SELECT count(*) FROM sqlite_schema)")) {
      return rows.getString(1);
    }
  }

  private String text() {
    var text = new StringBuilder();
    int pieces = 1 + random.nextInt(9);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
