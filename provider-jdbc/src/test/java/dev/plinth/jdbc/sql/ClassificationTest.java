package dev.plinth.jdbc.sql;

import static dev.plinth.AccessLevel.ADMIN;
import static dev.plinth.AccessLevel.DDL;
import static dev.plinth.AccessLevel.DML;
import static dev.plinth.AccessLevel.READ_ONLY;
import static dev.plinth.jdbc.sql.Grammars.DOLPHIN;
import static dev.plinth.jdbc.sql.Grammars.ELEPHANT;
import static dev.plinth.jdbc.sql.Grammars.LITE;
import static dev.plinth.support.engine.WorkKind.ALONE;
import static dev.plinth.support.engine.WorkKind.READ;
import static dev.plinth.support.engine.WorkKind.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.support.engine.NativeStatement;
import dev.plinth.support.engine.WorkKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassificationTest {
  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "select * from t where a = 'DELETE'", "VALUES (1), (2)",
      "(SELECT 1) UNION (SELECT 2)", "WITH x AS (SELECT 1) SELECT * FROM x",
      "SELECT replace(a, 'x', 'y') FROM t", "SELECT 1 -- DELETE FROM t\n", "SELECT 1;",
      "/* INSERT */ SELECT 1 /* ; DELETE */ ; -- done", "SELECT \"delete\" FROM t",
      "EXPLAIN SELECT 1", "EXPLAIN DELETE FROM t", "EXPLAIN QUERY PLAN UPDATE t SET a = 1",
      "SELECT 'it''s; DELETE FROM t'", "\n\t SELECT 1", "SELECT substring(a FROM 1 FOR 2) FROM t"})
  void reads(String text) {
    for (SqlGrammar grammar : new SqlGrammar[]{LITE, ELEPHANT, DOLPHIN}) {
      is(grammar, text, READ_ONLY, READ);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT INTO t VALUES (1)", "insert into t select * from u",
      "UPDATE t SET a = 1", "DELETE FROM t", "REPLACE INTO t VALUES (1)",
      "WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x", "MERGE INTO t USING u ON true",
      "WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x",
      "WITH x AS (SELECT 1)DELETE FROM t", "DELETE/**/FROM t",
      "WITH c AS (SELECT 1) UPDATE (t) SET a=1"})
  void writes(String text) {
    for (SqlGrammar grammar : new SqlGrammar[]{LITE, ELEPHANT, DOLPHIN}) {
      is(grammar, text, DML, WRITE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT OR ROLLBACK INTO t VALUES (1)",
      "UPDATE OR ROLLBACK t SET a = 1", "SELECT * FROM t FOR UPDATE",
      "SELECT * FROM t FOR NO KEY UPDATE", "SELECT * FROM t LOCK IN SHARE MODE"})
  void writesAlone(String text) {
    is(ELEPHANT, text, DML, ALONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE TABLE t (a INTEGER)", "ALTER TABLE t ADD b TEXT", "DROP TABLE t",
      "TRUNCATE t", "CREATE INDEX i ON t (a)", "CREATE VIEW v AS SELECT 1",
      "CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE t SET a = CASE WHEN a > 1 THEN 2 ELSE 1 END; "
          + "DELETE FROM u; END;"})
  void defines(String text) {
    is(LITE, text, DDL, ALONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"VACUUM", "COPY t TO PROGRAM 'x'", "CALL p()", "DO $$ BEGIN END $$",
      "GRANT ALL ON t TO u", "KILL 5", "LOAD DATA INFILE 'x' INTO TABLE t", "frobnicate",
      "SELECT a INTO b FROM t", "(DELETE FROM t)", "()", "\uFEFFDELETE FROM t"})
  void needsEveryRightForWhatIsNotKnown(String text) {
    is(ELEPHANT, text, ADMIN, ALONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"COMMIT", "begin", "ROLLBACK TO s", "SAVEPOINT s", "RELEASE s", "END",
      "PRAGMA foreign_keys = 0", "ATTACH 'x' AS y", "/* */ COMMIT", "(COMMIT)",
      "CREATE TEMP TABLE t (a)", "CREATE TEMPORARY VIEW v AS SELECT 1"})
  void refusesWhatReachesTheNextCaller(String text) {
    refuses(LITE, text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1; DELETE FROM t", "SELECT 1;;DELETE FROM t", "", " -- nothing",
      ";", "SELECT 'open", "SELECT \"open", "SELECT /* open", "SELECT [open", "SELECT 1\0",
      "SELECT 1 /*! INTO OUTFILE 'x' */", "/*!50000 DELETE FROM t */", "/*M! DELETE FROM t */",
      "SELECT 1FROM t", "SELECT 1.5e3x", "SELECT $x", "SELECT @x", "SELECT $1x", "SELECT ?, $1",
      "SELECT :a, $1", "SELECT 1 -- \r DELETE FROM t", "SELECT $0", "SELECT $1, $3",
      "CREATE TABLE event (a); DROP TABLE t", "CREATE TRIGGER t END; DROP TABLE t"})
  void refusesWhatItDoesNotUnderstand(String text) {
    refuses(LITE, text);
  }

  @Test
  void knowsDollarQuotes() {
    refuses(ELEPHANT, "SELECT $a$ ' $a$; DELETE FROM t; --'");
    is(ELEPHANT, "SELECT $a$ '; DELETE FROM t $a$", READ_ONLY, READ);
    is(ELEPHANT, "SELECT $$ $a$ $$", READ_ONLY, READ);
    is(ELEPHANT, "SELECT a$b$c FROM t", READ_ONLY, READ);
    refuses(ELEPHANT, "SELECT $a$ open");
  }

  @Test
  void knowsTextsWithEscapes() {
    is(ELEPHANT, "SELECT E'\\'; DELETE FROM t; --'", READ_ONLY, READ);
    is(ELEPHANT, "SELECT '\\', 'a'", READ_ONLY, READ);
    refuses(ELEPHANT, "SELECT '\\'; DELETE FROM t; --'");
    refuses(ELEPHANT, "SELECT E'a'\n'\\' , ' ; DELETE FROM t; --'");
    refuses(ELEPHANT, "SELECT U&'\\0041'");
    refuses(ELEPHANT, "SELECT U&\"pg\\005fread_file\"('x')");
    is(DOLPHIN, "SELECT '\\'; DELETE FROM t; --'", READ_ONLY, READ);
    is(DOLPHIN, "SELECT \"\\\"; DELETE FROM t; -- \"", READ_ONLY, READ);
    refuses(DOLPHIN, "SELECT `\\`; DELETE FROM t; -- `");
  }

  @Test
  void knowsWhereCommentsEnd() {
    is(ELEPHANT, "SELECT 1 /* /* */ ; DELETE FROM t */", READ_ONLY, READ);
    refuses(DOLPHIN, "SELECT 1 /* /* */ ; DELETE FROM t");
    refuses(DOLPHIN, "SELECT 1--1; DELETE FROM t");
    is(DOLPHIN, "SELECT 1--1", READ_ONLY, READ);
    is(DOLPHIN, "SELECT 1 # ; DELETE FROM t", READ_ONLY, READ);
    refuses(LITE, "SELECT 1 # ; DELETE FROM t");
    refuses(ELEPHANT, "SELECT 1 /* /* */");
  }

  @Test
  void looksAtFunctionsThatAct() {
    is(ELEPHANT, "SELECT nextval('s')", DML, WRITE);
    is(ELEPHANT, "SELECT \"nextval\" ('s')", DML, WRITE);
    is(ELEPHANT, "INSERT INTO t VALUES (nextval('s'))", DML, WRITE);
    is(ELEPHANT, "SELECT pg_catalog.pg_read_file('x')", ADMIN, ALONE);
    is(ELEPHANT, "INSERT INTO t VALUES (lo_import('x'))", ADMIN, ALONE);
    is(ELEPHANT, "SELECT pg_read_file /* */ ('x')", ADMIN, ALONE);
    is(LITE, "SELECT [load_extension]('x')", ADMIN, ALONE);
    is(DOLPHIN, "SELECT LOAD_FILE('x')", ADMIN, ALONE);
    is(ELEPHANT, "EXPLAIN SELECT pg_read_file('x')", ADMIN, ALONE);
  }

  @Test
  void explainsWithoutExecuting() {
    is(ELEPHANT, "EXPLAIN (ANALYZE) DELETE FROM t", DML, WRITE);
    is(ELEPHANT, "EXPLAIN ANALYZE VERBOSE SELECT 1", READ_ONLY, READ);
    is(ELEPHANT, "EXPLAIN (FORMAT JSON) DELETE FROM t", READ_ONLY, READ);
    is(ELEPHANT, "EXPLAIN (ANALYZE, BUFFERS off, FORMAT json) (WITH x AS (DELETE FROM t "
        + "RETURNING *) SELECT * FROM x)", DML, WRITE);
    is(ELEPHANT, "EXPLAIN ANALYZE CREATE TABLE t AS VALUES (1)", ADMIN, ALONE);
    is(ELEPHANT, "EXPLAIN ANALYZE EXECUTE p(SELECT)", ADMIN, ALONE);
  }

  @Test
  void countsOnlyTheBodiesOfRoutines() {
    refuses(ELEPHANT,
        "CREATE FUNCTION begin() RETURNS int LANGUAGE sql AS $$select 1$$; DROP TABLE t; "
            + "CREATE FUNCTION \"end\"() RETURNS int LANGUAGE sql AS $$select 1$$");
    is(ELEPHANT, "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END", DDL,
        ALONE);
    is(DOLPHIN, "CREATE PROCEDURE p() BEGIN IF a THEN SELECT 1; END IF; "
        + "CASE a WHEN 1 THEN SELECT 1; END CASE; END", DDL, ALONE);
    refuses(DOLPHIN, "CREATE PROCEDURE p() BEGIN SELECT 1; END; DROP TABLE t");
  }

  private static void is(SqlGrammar grammar, String text, AccessLevel level, WorkKind kind) {
    NativeStatement found = new StatementParser(grammar).parse(text).classification();
    assertThat(new NativeStatement(found.level(), found.kind())).as(text)
        .isEqualTo(new NativeStatement(level, kind));
  }

  private static void refuses(SqlGrammar grammar, String text) {
    assertThatExceptionOfType(DatabaseException.class).as(text)
        .isThrownBy(() -> new StatementParser(grammar).parse(text))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_QUERY));
  }
}
