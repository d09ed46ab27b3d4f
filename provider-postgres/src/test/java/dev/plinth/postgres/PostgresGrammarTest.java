package dev.plinth.postgres;

import static dev.plinth.AccessLevel.ADMIN;
import static dev.plinth.AccessLevel.DDL;
import static dev.plinth.AccessLevel.DML;
import static dev.plinth.AccessLevel.READ_ONLY;
import static dev.plinth.support.engine.WorkKind.ALONE;
import static dev.plinth.support.engine.WorkKind.READ;
import static dev.plinth.support.engine.WorkKind.WITHOUT_TRANSACTION;
import static dev.plinth.support.engine.WorkKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.sql.StatementParser;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PostgresGrammarTest {
  private final StatementParser parser = new StatementParser(new PostgresGrammar());

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "TABLE t", "VALUES (1)", "SHOW search_path",
      "SELECT '{\"a\": 1}'::jsonb -> 'a'", "SELECT a[1:2] FROM t", "SELECT $$; DELETE FROM t$$",
      "SELECT $q$ '; DELETE FROM t $q$", "SELECT E'\\'; DELETE FROM t; --'",
      "SELECT 1 /* /* ; */ DELETE FROM t */", "SELECT pg_typeof(1), pg_get_viewdef('v'::regclass)",
      "SELECT pg_stat_get_live_tuples(1)", "SELECT pg_sleep(1)", "SELECT \"insert\" FROM t",
      "SELECT a FROM t WHERE b LIKE '%' ESCAPE '\\'", "SELECT x'1F', b'01', 1_000, .5e-3",
      "WITH RECURSIVE w AS (SELECT 1) SELECT * FROM w", "EXPLAIN DELETE FROM t",
      "EXPLAIN (ANALYZE, FORMAT JSON) SELECT 1", "SELECT count(*) FILTER (WHERE a) FROM t",
      "SELECT 'a' 'b'", "SELECT 1::varchar(20)"})
  void reads(String text) {
    is(text, READ_ONLY, READ);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING RETURNING a",
      "UPDATE t SET a = 1 FROM u WHERE u.b = t.b", "DELETE FROM t USING u",
      "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN DELETE",
      "WITH d AS (DELETE FROM t RETURNING *) SELECT * FROM d", "SELECT nextval('s')",
      "EXPLAIN ANALYZE UPDATE t SET a = 1", "SELECT pg_advisory_xact_lock(1)",
      "SELECT \"nextval\"('s')", "SELECT pg_catalog . setval /**/ ('s', 1)"})
  void writes(String text) {
    is(text, DML, WRITE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE TABLE t (a int)", "ALTER TABLE t ADD b text", "DROP VIEW v",
      "TRUNCATE t", "COMMENT ON TABLE t IS 'x'", "REFRESH MATERIALIZED VIEW m", "ANALYZE t",
      "CREATE INDEX i ON t (a)", "CREATE UNLOGGED TABLE t (a int)", "CREATE SEQUENCE s",
      "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$",
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
      "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()"})
  void defines(String text) {
    is(text, DDL, ALONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE INDEX CONCURRENTLY i ON t (a)",
      "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)", "DROP INDEX CONCURRENTLY i",
      "REINDEX TABLE t", "ALTER TABLE t DETACH PARTITION p CONCURRENTLY"})
  void definesOutsideOfTransactions(String text) {
    is(text, DDL, WITHOUT_TRANSACTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VACUUM", "VACUUM (FULL) t", "CREATE DATABASE d", "DROP DATABASE d",
      "ALTER SYSTEM SET fsync = off", "CREATE TABLESPACE s LOCATION '/x'", "CLUSTER"})
  void administersOutsideOfTransactions(String text) {
    is(text, ADMIN, WITHOUT_TRANSACTION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GRANT ALL ON t TO u", "CREATE ROLE r", "ALTER USER u PASSWORD 'x'",
      "CREATE EXTENSION dblink", "CALL p()", "NOTIFY c", "LOCK TABLE t", "CHECKPOINT",
      "SELECT a INTO b FROM t", "SELECT pg_read_file('x')", "SELECT lo_import('x')",
      "SELECT pg_terminate_backend(1)", "SELECT * FROM dblink('x', 'DELETE FROM t') AS t(a int)",
      "SELECT pg_unheard_of('x')", "SELECT query_to_xml('DELETE FROM t', true, true, '')",
      "SELECT database_to_xml(true, false, '')", "SELECT table_to_xml('t', true, false, '')",
      "CREATE FOREIGN TABLE t (a int) SERVER s", "(DELETE FROM t)", "frobnicate",
      "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()",
      "SELECT U FROM t WHERE pg_ls_dir('.') IS NULL"})
  void needsEveryRight(String text) {
    is(text, ADMIN, ALONE);
  }

  @Test
  void refusesWhatReachesTheNextCaller() {
    for (String text : new PostgresTexts().refused()) {
      refuses(text);
    }
  }

  @Test
  void refusesMoreThanOneStatement() {
    for (String text : new PostgresTexts().stacked("t")) {
      refuses(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 'open", "SELECT $a$ open", "SELECT $a$ open $b$", "SELECT \"open",
      "SELECT /* /* */ open", "SELECT U&'\\0041'", "SELECT U&\"\\0041\"", "SELECT 1\0",
      "SELECT E'a'\n'\\'; DELETE FROM t; --'", "SELECT 1 -- \r; DELETE FROM t", "SELECT 1a"})
  void refusesWhatCanBeReadInTwoWays(String text) {
    refuses(text);
  }

  @Test
  void knowsOperatorsOfQuestionMarks() {
    assertThat(parser.parse("SELECT a FROM t WHERE b ?? 'x' AND c = ?").sql())
        .isEqualTo("SELECT a FROM t WHERE b ?? 'x' AND c = ?");
    assertThat(parser.parse("SELECT a FROM t WHERE b ?| :names").sql())
        .isEqualTo("SELECT a FROM t WHERE b ??| ?");
    assertThat(parser.parse("SELECT a ? $1").sql()).isEqualTo("SELECT a ?? ?");
    assertThat(parser.parse("SELECT :a::int, b[1:2] FROM t").sql())
        .isEqualTo("SELECT ?::int, b[1:2] FROM t");
  }

  private void is(String text, AccessLevel level, WorkKind kind) {
    NativeStatement statement = parser.parse(text).classification();
    assertThat(statement.level()).as(text).isEqualTo(level);
    assertThat(statement.kind()).as(text).isEqualTo(kind);
  }

  private void refuses(String text) {
    assertThatExceptionOfType(DatabaseException.class).as(text)
        .isThrownBy(() -> parser.parse(text))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_QUERY));
  }
}
