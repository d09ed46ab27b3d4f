package dev.plinth.mysql;

import dev.plinth.testkit.SqlTexts;
import java.util.ArrayList;
import java.util.List;

/** The native statements of the suite as the family also writes them. */
final class MysqlTexts extends SqlTexts {
  private final String slowRead;

  MysqlTexts(String slowRead) {
    this.slowRead = slowRead;
  }

  /** The servers end a recursion of many rounds by themselves. */
  @Override
  public String slowRead() {
    return slowRead;
  }

  @Override
  public List<String> disguisedReads(String table) {
    return List.of("SELECT * FROM `" + table + "`", "SELECT * FROM/**/" + table,
        "SELECT (SELECT COUNT(*) FROM " + table + ") AS n",
        "WITH x AS (SELECT * FROM " + table + ") SELECT * FROM x",
        "SELECT 1 AS n UNION ALL SELECT id FROM " + table,
        "SELECT 1 AS n WHERE EXISTS (SELECT 1 FROM " + table + ")",
        "SELECT n.id FROM (SELECT id FROM " + table + ") n",
        "SELECT a.n FROM (SELECT 1 AS n) a JOIN " + table + " b ON 1 = 1",
        "SELECT a.n FROM (SELECT 1 AS n) a, " + table + " b", "SELECT 1 AS n # '\n FROM " + table,
        "SELECT 'a\\'' AS n FROM " + table + " -- '", "SELECT 1--1 AS n FROM " + table);
  }

  @Override
  public List<String> disguisedWrites(String table) {
    return List.of("DELETE FROM " + table, "/* SELECT */ DELETE FROM " + table,
        "-- SELECT 1\nDELETE FROM " + table, "# SELECT 1\nDELETE FROM " + table,
        "UPDATE " + table + " SET title = 'x'", "INSERT INTO " + table + " (id) SELECT 99",
        "REPLACE INTO " + table + " (id) VALUES (99)",
        "WITH x AS (SELECT 1 AS n) DELETE FROM " + table,
        "SELECT * FROM " + table + " INTO OUTFILE '/tmp/never_made'",
        "SELECT * FROM " + table + " FOR UPDATE", "TRUNCATE " + table,
        "CREATE TABLE never_made AS SELECT * FROM " + table, "DROP TABLE " + table,
        "ALTER TABLE " + table + " ADD x int", "OPTIMIZE TABLE " + table,
        "EXPLAIN ANALYZE DELETE FROM " + table, "ANALYZE DELETE FROM " + table,
        "CREATE INDEX never_made ON " + table + " (id)");
  }

  @Override
  public List<String> stacked(String table) {
    var texts = new ArrayList<>(super.stacked(table));
    texts.addAll(List.of("SELECT 1--1; DELETE FROM " + table, "SELECT 'a\\'; DELETE FROM " + table
        + "; -- '; DELETE FROM " + table, "SELECT `a;`; DELETE FROM " + table,
        "SELECT 1 # ;\n; DELETE FROM " + table, "/*!50000 DELETE FROM " + table + " */",
        "SELECT 1 /*! INTO OUTFILE 'never_made' */", "SELECT 1 /*M! , 2 */",
        "DELIMITER //\nDELETE FROM " + table + "//"));
    return texts;
  }

  @Override
  public List<String> refused() {
    var texts = new ArrayList<>(super.refused());
    texts.addAll(List.of("SET autocommit = 0", "SET @a = 1", "SET GLOBAL read_only = 0",
        "SET NAMES latin1", "SET ROLE ALL", "SET TRANSACTION READ WRITE", "SET PASSWORD = 'x'",
        "USE mysql", "PREPARE p FROM 'DELETE FROM t'", "EXECUTE p", "EXECUTE IMMEDIATE 'SELECT 1'",
        "DEALLOCATE PREPARE p", "LOCK TABLES t WRITE", "UNLOCK TABLES", "HANDLER t OPEN",
        "XA START 'a'", "FLUSH TABLES WITH READ LOCK", "BEGIN NOT ATOMIC SELECT 1; END",
        "LOAD DATA LOCAL INFILE 'x' INTO TABLE t", "LOAD DATA INFILE 'x' INTO TABLE t",
        "SELECT GET_LOCK('a', 1)", "SELECT get_lock/**/('a', 1)", "SELECT `release_lock`('a')",
        "SELECT @a := 1", "SELECT 1 INTO @a", "CREATE TEMPORARY TABLE t (a int)",
        "DROP TEMPORARY TABLE t", "CREATE OR REPLACE TEMPORARY TABLE t (a int)"));
    return texts;
  }
}
