package dev.plinth.mysql;

import static dev.plinth.AccessLevel.ADMIN;
import static dev.plinth.AccessLevel.DDL;
import static dev.plinth.AccessLevel.DML;
import static dev.plinth.AccessLevel.READ_ONLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.jdbc.sql.StatementParser;
import dev.plinth.support.engine.WorkKind;
import dev.plinth.support.pipeline.NativeAccess;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MysqlGrammarTest {
  private final StatementParser parser = new StatementParser(new MysqlGrammar());

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 1", "TABLE t", "SHOW TABLES", "DESCRIBE t", "SELECT 1--1 FROM t",
      "SELECT 'a\\'; DELETE FROM t; -- '", "SELECT \"a\\\"; DELETE FROM t\"", "SELECT `a;` FROM t",
      "SELECT 1 # ; DELETE FROM t", "SELECT 1 -- ; DELETE FROM t", "EXPLAIN DELETE FROM t",
      "SELECT replace('a', 'b', 'c'), insert('a', 1, 1, 'b')", "SELECT @@version, @a",
      "WITH RECURSIVE w AS (SELECT 1) SELECT * FROM w", "SELECT a->'$.b', a->>'$.b' FROM t"})
  void reads(String text) {
    is(text, READ_ONLY);
    assertThat(parser.parse(text).classification().kind()).isEqualTo(WorkKind.READ);
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 2",
      "REPLACE INTO t VALUES (1)", "DELETE t FROM t JOIN u", "UPDATE t, u SET t.a = u.a",
      "WITH x AS (SELECT 1) DELETE FROM t", "SELECT * FROM t FOR UPDATE",
      "SELECT * FROM t LOCK IN SHARE MODE", "SELECT NEXTVAL(s)", "SELECT LAST_INSERT_ID(5)",
      "EXPLAIN ANALYZE UPDATE t SET a = 1"})
  void writes(String text) {
    is(text, DML);
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATE TABLE t (a int)", "CREATE OR REPLACE TABLE t (a int)",
      "ALTER TABLE t ADD b text", "DROP VIEW v", "TRUNCATE t", "RENAME TABLE t TO u",
      "CREATE INDEX i ON t (a)", "OPTIMIZE TABLE t", "ANALYZE TABLE t", "CHECK TABLE t",
      "CREATE TRIGGER r BEFORE INSERT ON t FOR EACH ROW BEGIN SET NEW.a = 1; SET NEW.b = 2; END",
      "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END"})
  void defines(String text) {
    is(text, DDL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GRANT ALL ON t TO u", "CREATE USER u", "DROP DATABASE d", "CALL p()",
      "SELECT * FROM t INTO OUTFILE '/tmp/x'", "SELECT 'a' INTO DUMPFILE '/tmp/x'",
      "SELECT LOAD_FILE('/etc/passwd')", "SELECT `load_file` ('/etc/passwd')", "KILL 1",
      "CREATE FUNCTION f RETURNS STRING SONAME 'x.so'", "INSTALL PLUGIN p SONAME 'x.so'",
      "SHUTDOWN", "ANALYZE DELETE FROM t", "PURGE BINARY LOGS TO 'x'", "frobnicate",
      "ALTER EVENT e ENABLE", "CREATE SERVER s FOREIGN DATA WRAPPER mysql OPTIONS (HOST 'x')"})
  void needsEveryRight(String text) {
    is(text, ADMIN);
  }

  @Test
  void refusesWhatReachesTheNextCaller() {
    new MysqlTexts("").refused().forEach(this::refuses);
  }

  @Test
  void refusesMoreThanOneStatementAndCommentsThatAreExecuted() {
    new MysqlTexts("").stacked("t").forEach(this::refuses);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT 'open", "SELECT 'open\\'", "SELECT `open", "SELECT /* open",
      "SELECT 1\0", "SELECT 1a", "SELECT 1 -- \r; DELETE FROM t", "/*!99999 DELETE */ SELECT 1"})
  void refusesWhatCanBeReadInTwoWays(String text) {
    refuses(text);
  }

  @Test
  void namesTablesAsTheyAreWritten() {
    assertThat(tables("SELECT * FROM Notes n JOIN `Other``s` o ON n.id = o.id"))
        .containsExactlyInAnyOrder("Notes", "Other`s");
    assertThat(tables("WITH Recent AS (SELECT 1 AS id) SELECT * FROM Recent, recent"))
        .containsExactly("recent");
    assertThat(tables("INSERT INTO Shop.Orders VALUES (1)")).containsExactly("Shop.Orders");
  }

  @Test
  void deniesATableInAnyCaseAndAllowsItInItsOwn() {
    AccessPolicy denied = AccessPolicy.unrestricted().denyingTables(Set.of("Notes"));
    assertThat(refusal(denied, "SELECT * FROM nOTES")).isNotNull();
    assertThat(refusal(denied, "SELECT * FROM `notes`")).isNotNull();
    assertThat(refusal(denied, "SELECT * FROM other")).isNull();
    AccessPolicy allowed = AccessPolicy.unrestricted().allowingTables(Set.of("Notes"));
    assertThat(refusal(allowed, "SELECT * FROM Notes")).isNull();
    assertThat(refusal(allowed, "SELECT * FROM notes")).isNotNull();
    assertThat(refusal(allowed, "SELECT * FROM NOTES")).isNotNull();
  }

  private Set<String> tables(String text) {
    return Objects.requireNonNull(
        Objects.requireNonNull(parser.parse(text).classification().names()).tables());
  }

  private @Nullable DatabaseException refusal(AccessPolicy access, String text) {
    return NativeAccess.refusal(access, "query", parser.parse(text).classification());
  }

  private void is(String text, AccessLevel level) {
    assertThat(parser.parse(text).classification().level()).as(text).isEqualTo(level);
  }

  private void refuses(String text) {
    assertThatExceptionOfType(DatabaseException.class).as(text)
        .isThrownBy(() -> parser.parse(text))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_QUERY));
  }
}
