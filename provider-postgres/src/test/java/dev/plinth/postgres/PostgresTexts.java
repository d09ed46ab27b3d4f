package dev.plinth.postgres;

import dev.plinth.testkit.SqlTexts;
import java.util.ArrayList;
import java.util.List;

/** The native statements of the suite as PostgreSQL also writes them. */
final class PostgresTexts extends SqlTexts {
  @Override
  public List<String> disguisedReads(String table) {
    var texts = new ArrayList<>(super.disguisedReads(table));
    texts.addAll(List.of("TABLE " + table, "SELECT count(*) FROM ONLY " + table,
        "SELECT * FROM public." + table, "SELECT * FROM generate_series(1, 2) n, LATERAL "
            + "(SELECT * FROM " + table + ") x",
        "SELECT $a$ ' $a$ AS n FROM " + table + " --'"));
    return texts;
  }

  @Override
  public List<String> disguisedWrites(String table) {
    var texts = new ArrayList<>(super.disguisedWrites(table));
    texts.addAll(List.of("WITH x AS (DELETE FROM " + table + " RETURNING *) SELECT * FROM x",
        "EXPLAIN ANALYZE DELETE FROM " + table, "EXPLAIN (ANALYZE, COSTS off) DELETE FROM " + table,
        "SELECT * INTO never_made FROM " + table, "TRUNCATE " + table,
        "CREATE TABLE never_made AS SELECT * FROM " + table,
        "MERGE INTO " + table + " t USING (SELECT 1 AS n) s ON true WHEN MATCHED THEN DELETE",
        "/* a /* nested */ SELECT */ DELETE FROM " + table, "ALTER TABLE " + table + " ADD x int",
        "SELECT $a$ DELETE $a$, nextval('never_made')", "SELECT lo_import('/etc/passwd')",
        "SELECT * FROM " + table + " FOR UPDATE", "VACUUM " + table));
    return texts;
  }

  @Override
  public List<String> stacked(String table) {
    var texts = new ArrayList<>(super.stacked(table));
    texts.addAll(List.of("SELECT $a$ ' $a$; DELETE FROM " + table + "; --'",
        "SELECT E'\\''; DELETE FROM " + table + "; --'",
        "SELECT '\\'; DELETE FROM " + table + "; --'",
        "SELECT 1 /* /* */ */; DELETE FROM " + table, "SELECT \"a;\"; DELETE FROM " + table,
        "VALUES (1);DELETE FROM " + table));
    return texts;
  }

  @Override
  public List<String> refused() {
    var texts = new ArrayList<>(super.refused());
    texts.addAll(List.of("SET search_path = other", "SET LOCAL ROLE postgres", "SET ROLE postgres",
        "SET SESSION AUTHORIZATION postgres", "SET TRANSACTION READ WRITE", "RESET ALL",
        "DISCARD ALL", "ABORT", "PREPARE p AS SELECT 1", "PREPARE TRANSACTION 'p'", "EXECUTE p",
        "DEALLOCATE ALL", "DECLARE c CURSOR WITH HOLD FOR SELECT 1", "LISTEN c", "LOAD 'library'",
        "DO $$ BEGIN PERFORM 1; END $$", "COPY pg_class TO STDOUT", "COPY t FROM PROGRAM 'true'",
        "SELECT set_config('search_path', 'other', false)",
        "SELECT pg_catalog.\"set_config\" ('search_path', 'other', false)",
        "SELECT pg_advisory_lock(1)", "CREATE TEMP TABLE t (a int)",
        "CREATE LOCAL TEMPORARY TABLE t (a int)", "SELECT 1 AS a INTO TEMP t",
        "CREATE TABLE pg_temp.t (a int)", "ROLLBACK PREPARED 'p'", "COMMIT AND CHAIN"));
    return texts;
  }
}
