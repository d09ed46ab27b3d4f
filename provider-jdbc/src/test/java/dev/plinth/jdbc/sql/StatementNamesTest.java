package dev.plinth.jdbc.sql;

import static dev.plinth.jdbc.sql.Grammars.DOLPHIN;
import static dev.plinth.jdbc.sql.Grammars.ELEPHANT;
import static dev.plinth.jdbc.sql.Grammars.LITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.support.engine.StatementNames;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What names are found in a statement, and when it is said that they are not certain. */
final class StatementNamesTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      SELECT 1                                                   |
      SELECT * FROM a                                            | a
      SELECT * FROM A x, "B" y                                   | a B
      SELECT a, b FROM t WHERE c IN (1, 2) ORDER BY a, b         | t
      SELECT * FROM (SELECT * FROM a) x, b                       | a b
      SELECT * FROM (a JOIN b ON a.i = b.i), c                   | a b c
      SELECT * FROM a JOIN b USING (i, j), c                     | a b c
      SELECT (SELECT max(i) FROM b) FROM a                       | a b
      SELECT 1 UNION SELECT i FROM secret                        | secret
      SELECT * FROM a WHERE EXISTS (SELECT 1 FROM b, c)          | a b c
      SELECT extract(year FROM born) FROM people                 | people
      SELECT trim(both 'x' FROM n), substring(a FROM 2) FROM t   | t
      SELECT a IS DISTINCT FROM b FROM t                         | t
      SELECT * FROM public.notes                                 | public.notes
      SELECT * FROM a values, secret                             | a secret
      SELECT * FROM a set, secret                                | a secret
      SELECT * FROM a window, secret                             | a secret
      SELECT * FROM a x(i, j), secret                            | a secret
      SELECT * FROM only secret                                  | only
      SELECT i FROM t WHERE i IN secret                          | t secret
      WITH x AS (SELECT * FROM a) SELECT * FROM x JOIN b ON true | a b
      WITH s AS (SELECT * FROM s) SELECT * FROM s                | s
      WITH RECURSIVE s AS (SELECT 1 UNION SELECT n FROM s) SELECT * FROM s |
      WITH x AS (SELECT 1), y AS (SELECT * FROM x) SELECT * FROM public.x, y | public.x
      SELECT * FROM (WITH s AS (SELECT 1) SELECT * FROM s) q, s  | s
      INSERT INTO a (i, j) SELECT i, j FROM b                    | a b
      INSERT INTO a VALUES (1, 2) RETURNING i, j                 | a
      INSERT OR IGNORE INTO a VALUES (1)                         | a
      INSERT INTO a VALUES (1) ON CONFLICT (i) DO UPDATE SET i = 2, j = 3 | a
      REPLACE INTO a VALUES (1)                                  | a
      UPDATE a SET i = 1, j = (SELECT k FROM b)                  | a b
      UPDATE OR ROLLBACK a SET i = 1                             | a
      UPDATE a SET i = 1, j = 2 FROM b, c WHERE a.i = b.i        | a b c
      DELETE FROM a USING b, c WHERE a.i = b.i                   | a b c
      SELECT * FROM a FOR UPDATE                                 | a
      EXPLAIN SELECT * FROM a                                    | a
      SELECT upper(a), CAST(b AS varchar(9)), c::varchar(9) FROM t | t
      SELECT sum(a) FILTER (WHERE b) OVER (ORDER BY c) FROM t    | t
      SELECT * FROM (SELECT 1) AS x(i) JOIN a y(j) ON y.j IN (1) | a
      WITH x (i) AS (SELECT 1), y (j) AS (SELECT 2) SELECT * FROM x, y |
      INSERT INTO s.a (i) VALUES (1) ON CONFLICT (i) DO NOTHING  | s.a
      """)
  void findsTheTables(String text, String expected) {
    Set<String> tables = expected == null ? Set.of() : Set.of(expected.split(" "));
    assertThat(names(ELEPHANT, text).tables()).as(text).isEqualTo(tables);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT * FROM f(1)", "SELECT * FROM 'secret'", "TABLE secret",
      "(TABLE secret)", "SELECT 1 UNION TABLE secret", "DROP TABLE a", "COPY a FROM STDIN",
      "SELECT * FROM a, (", "SELECT * FROM", "SELECT * FROM a,", "INSERT secret VALUES (1)",
      "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE", "CALL p()", "SHOW TABLES",
      "SELECT * FROM a, LATERAL (SELECT 1) x", "SELECT * FROM ?", "SELECT * FROM {OJ a}",
      "SELECT nextval('s')", "SELECT NEXT VALUE FOR s", "SELECT f(1) FROM a",
      "SELECT x.count(1) FROM a",
      "INSERT INTO a VALUES (\"f\"(1))", "SELECT * FROM a JOIN b ON f(b.i)",
      "WITH f AS (SELECT 1) SELECT f(1) FROM f", "SELECT a[1:f(2)] FROM a"})
  void saysThatItIsNotCertain(String text) {
    assertThat(names(ELEPHANT, text).tables()).as(text).isNull();
  }

  @Test
  void writesNamesAsTheBackendDoes() {
    assertThat(names(ELEPHANT, "SELECT * FROM Notes").tables()).containsExactly("notes");
    assertThat(names(LITE, "SELECT * FROM [No\"tes]").tables()).containsExactly("No\"tes");
    assertThat(names(DOLPHIN, "SELECT * FROM `a``b`").tables()).containsExactly("a`b");
  }

  @Test
  void mentionsWhateverCouldBeATable() {
    assertThat(names(LITE, "SELECT * FROM 'Plinth_Users'").mentioned()).contains("Plinth_Users");
    assertThat(names(ELEPHANT, "SELECT query_to_xml('select * from plinth_users', true)")
        .mentioned()).contains("plinth_users");
    assertThat(names(ELEPHANT, "SELECT $x$pg_shadow$x$, E'pg_authid'").mentioned())
        .contains("pg_shadow", "pg_authid");
    assertThat(names(DOLPHIN, "SELECT * FROM mysql.user").mentioned()).contains("MYSQL.USER");
    assertThat(names(DOLPHIN, "SHOW TABLES FROM mysql").mentioned()).contains("MYSQL.*");
    assertThat(names(LITE, "SELECT sqlite_version()").mentioned())
        .doesNotContain("SQLITE_VERSION");
  }

  @Test
  void tellsTheWordsThatSayWhatItDoes() {
    assertThat(names(ELEPHANT, "WITH x AS (DELETE FROM t RETURNING *) SELECT truncate(i) FROM x")
        .words()).contains("WITH", "DELETE", "SELECT").doesNotContain("TRUNCATE");
  }

  private static StatementNames names(SqlGrammar grammar, String text) {
    return Objects
        .requireNonNull(new StatementParser(grammar).parse(text).classification().names());
  }
}
