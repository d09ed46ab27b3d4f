package dev.plinth.testkit;

import java.util.List;

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
