package dev.plinth.testkit;

import java.util.List;
import java.util.Locale;

/** The native statements of the suite in SQL. */
public class SqlTexts implements NativeTexts {
  @Override
  public String column(String table, String column) {
    return "SELECT " + column + " FROM " + table + " ORDER BY id";
  }

  @Override
  public String idsWhere(String table, String column, String mark) {
    return "SELECT id FROM " + table + " WHERE " + column + " = " + mark + " ORDER BY id";
  }

  @Override
  public String titleOf(String table, String mark) {
    return "SELECT title FROM " + table + " WHERE id = " + mark;
  }

  @Override
  public String idsNaming(String table, String mark) {
    return "SELECT id FROM " + table + " WHERE score = " + mark + " OR score <> " + mark
        + " ORDER BY id";
  }

  @Override
  public String count(String table) {
    return "SELECT COUNT(*) AS n FROM " + table;
  }

  @Override
  public String firstTitles(String table, int limit) {
    return titles(table) + " LIMIT " + limit;
  }

  @Override
  public String greatestTitle(String table) {
    return "SELECT MAX(title) AS greatest FROM " + table;
  }

  @Override
  public List<String> disguisedReads(String table) {
    String upper = table.toUpperCase(Locale.ROOT);
    return List.of("SELECT * FROM " + upper, "SELECT * FROM \"" + table + "\"",
        "SELECT * FROM/**/" + table, "SELECT (SELECT COUNT(*) FROM " + table + ") AS n",
        "WITH x AS (SELECT * FROM " + table + ") SELECT * FROM x",
        "SELECT 1 AS n UNION ALL SELECT id FROM " + table,
        "SELECT 1 AS n WHERE EXISTS (SELECT 1 FROM " + table + ")",
        "SELECT n.id FROM (SELECT id FROM " + table + ") n",
        "SELECT a.n FROM (SELECT 1 AS n) a JOIN " + table + " b ON 1 = 1",
        "SELECT a.n FROM (SELECT 1 AS n) a, " + table + " b");
  }

  @Override
  public List<String> disguisedWrites(String table) {
    return List.of("DELETE FROM " + table, "/* SELECT */ DELETE FROM " + table,
        "-- SELECT 1\nDELETE FROM " + table, "UPDATE " + table + " SET title = 'x'",
        "INSERT INTO " + table + " (id) SELECT 99",
        "WITH x AS (SELECT 1 AS n) DELETE FROM " + table,
        "WITH x AS (SELECT 1 AS n) UPDATE " + table + " SET title = 'x'",
        "WITH x AS (SELECT 98 AS n) INSERT INTO " + table + " (id) SELECT n FROM x",
        "DELETE FROM " + table + " RETURNING id", "DROP TABLE " + table,
        "CREATE INDEX never_made ON " + table + " (id)");
  }

  @Override
  public String insert(String table) {
    return "INSERT INTO " + table + " (id, title) VALUES (?, ?)";
  }

  @Override
  public String retitle(String table) {
    return "UPDATE " + table + " SET title = ? WHERE score >= ?";
  }

  @Override
  public String deleteAll(String table) {
    return "DELETE FROM " + table;
  }

  @Override
  public String createTable(String table) {
    return "CREATE TABLE " + table + " (id BIGINT PRIMARY KEY)";
  }

  @Override
  public String dropTable(String table) {
    return "DROP TABLE " + table;
  }

  @Override
  public String addExtra(String table) {
    return "ALTER TABLE " + table + " ADD COLUMN extra TEXT";
  }

  @Override
  public String quotedMarks(String table) {
    return "SELECT title, '? $1 :name ''?''' AS literal /* ? :name */ FROM " + table
        + " -- ? $2 :name\n WHERE id = ?";
  }

  @Override
  public String slowRead() {
    return "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
        + "SELECT COUNT(*) AS n FROM n";
  }

  @Override
  public String nonsense() {
    return "SELEKT everything FRM nowhere";
  }

  @Override
  public List<String> stacked(String table) {
    return List.of("SELECT 1; DELETE FROM " + table, "SELECT 1;\n-- harmless\nDELETE FROM " + table,
        "SELECT ';' ; DELETE FROM " + table + ";");
  }

  @Override
  public List<String> refused() {
    return List.of("COMMIT", "commit;", "ROLLBACK", "BEGIN", "START TRANSACTION", "SAVEPOINT a",
        "RELEASE SAVEPOINT a", "ROLLBACK TO SAVEPOINT a", "END", "/* a remark */ COMMIT",
        "-- a remark\nROLLBACK", "  \n\tCoMmIt");
  }
}
