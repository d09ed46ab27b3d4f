package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second parser must let usual reads pass, and never hold a call up. */
final class SecondOpinionTest {
  @TempDir
  private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"SELECT * FROM users", "SELECT 1", "SELECT 'it''s; DELETE' AS x",
      "SELECT u.name, count(*) n FROM users u LEFT JOIN accounts a ON a.userId = u.id GROUP BY u.name "
          + "HAVING count(*) > 0 ORDER BY n DESC, 1 LIMIT 10 OFFSET 2",
      "WITH x AS (SELECT id FROM users) SELECT * FROM x UNION ALL SELECT 2",
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) SELECT * FROM n",
      "SELECT CASE WHEN age > 18 THEN 'a' ELSE 'b' END FROM users WHERE name LIKE 'A%' ESCAPE '\\'",
      "SELECT coalesce(age, 0), cast(age AS TEXT), substr(name, 1, 2) || 'x' FROM users",
      "SELECT row_number() OVER (PARTITION BY active ORDER BY age) FROM users",
      "SELECT sum(age) FILTER (WHERE active) FROM users", "VALUES (1), (2)",
      "SELECT extra -> 'a', extra ->> '$.a', json_extract(extra, '$.a') FROM users",
      "SELECT * FROM users WHERE (id, age) IN (SELECT 1, 2)", "PRAGMA table_info(users)",
      "EXPLAIN QUERY PLAN SELECT * FROM users",
      "SELECT DISTINCT active FROM users WHERE age BETWEEN 1 AND 2 OR email IS NOT NULL",
      "SELECT date('now'), strftime('%Y', lastLogin) FROM users",
      "SELECT * FROM users WHERE EXISTS (SELECT 1 FROM accounts WHERE userId = users.id)",
      "-- a remark\nSELECT 1 /* another */", "SELECT \"name\", [email], `age` FROM users;",
      "SELECT x'00ff', 1e3, .5, -1 % 3, 5 & 3, 1 << 2, ~1",
      "SELECT a.* FROM users AS a, accounts b"})
  void letsReadsPass(String text) {
    try (var sqlite = new SqliteTools(folder, Grant.readOnly())) {
      ToolResult result = sqlite.calls.result("db_raw_query", Map.of("query", text));
      assertThat(result.error()).as("%s: %s", text, result.text()).isFalse();
    }
  }

  @Test
  @Timeout(20)
  void looksNotForLongThroughNestedParentheses() {
    try (var sqlite = new SqliteTools(folder, Grant.readOnly())) {
      for (int depth : new int[]{10, 24, 100, 3_000}) {
        sqlite.calls.result("db_raw_query",
            Map.of("query", "SELECT " + "(".repeat(depth) + "1" + ")".repeat(depth)));
        sqlite.calls.result("db_raw_query", Map.of("query",
            "SELECT " + "f(".repeat(depth) + "1" + ")".repeat(depth) + " FROM users"));
        sqlite.calls.result("db_raw_query", Map.of("query",
            "SELECT 1 WHERE " + "(1=1 AND (".repeat(depth) + "1" + "))".repeat(depth)));
      }
    }
  }
}
