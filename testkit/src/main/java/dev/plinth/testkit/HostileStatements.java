package dev.plinth.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * Native statements with which others have got past a "read only", in the languages of all backends. Every
 * one is tried on every backend: what one server takes for a comment another carries out.
 *
 * <p>{@code %T} stands for a table whose records must survive, {@code %F} for a file that must not appear,
 * {@code %H} for a table that is hidden, with a column {@code display_name}. The texts may be used by whoever tests a gate of its own.
 */
public final class HostileStatements {
  private HostileStatements() {}

  /** All of them, with these names in their places. */
  public static List<String> all(String table, String hidden, String file) {
    var texts = new ArrayList<String>();
    for (String corpus : List.of(PLAIN, STACKED, DISGUISED, SESSION, SQLITE, POSTGRES, MYSQL, MONGO,
        READS)) {
      corpus.lines().map(String::strip).filter(line -> !line.isEmpty())
          .map(line -> line.replace("%T", table).replace("%F", file).replace("%H", hidden)
              .replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t").replace("\\0", "\0"))
          .forEach(texts::add);
    }
    return List.copyOf(texts);
  }

  private static final String PLAIN = """
      INSERT INTO %T (id) VALUES (901)
      INSERT INTO %T SELECT * FROM %T
      UPDATE %T SET title = 'gone'
      DELETE FROM %T
      DELETE FROM %T RETURNING id
      REPLACE INTO %T (id, title) VALUES (1, 'gone')
      MERGE INTO %T USING (SELECT 1 AS id) s ON (%T.id = s.id) WHEN MATCHED THEN DELETE
      TRUNCATE %T
      TRUNCATE TABLE %T
      DROP TABLE %T
      DROP TABLE IF EXISTS %T
      DROP TABLE IF EXISTS %T CASCADE
      DROP DATABASE plinth
      DROP SCHEMA public CASCADE
      ALTER TABLE %T ADD COLUMN hostile TEXT
      ALTER TABLE %T RENAME TO hostile
      ALTER TABLE %T RENAME COLUMN title TO hostile
      ALTER TABLE %T DROP COLUMN title
      CREATE TABLE hostile_table (id INTEGER)
      CREATE TABLE hostile_copy AS SELECT * FROM %T
      CREATE TEMP TABLE hostile_temp AS SELECT 1
      CREATE TEMPORARY TABLE %T (id INTEGER)
      CREATE VIEW hostile_view AS SELECT * FROM %T
      CREATE TEMP VIEW %T AS SELECT 1 AS id
      CREATE INDEX hostile_index ON %T (title)
      CREATE UNIQUE INDEX hostile_index ON %T (id)
      CREATE TRIGGER hostile_trigger AFTER INSERT ON %T BEGIN DELETE FROM %T; END
      CREATE TRIGGER hostile_trigger AFTER INSERT ON %T FOR EACH ROW DELETE FROM %T
      DROP INDEX IF EXISTS hostile_index
      ANALYZE
      ANALYZE %T
      ANALYZE TABLE %T
      REINDEX
      VACUUM
      OPTIMIZE TABLE %T
      SELECT * INTO hostile_into FROM %T
      SELECT id INTO TEMP hostile_into FROM %T
      SELECT id FROM %T FOR UPDATE
      SELECT id FROM %T LOCK IN SHARE MODE
      VALUES (1); DELETE FROM %T
      """;

  private static final String STACKED = """
      SELECT 1; DELETE FROM %T
      SELECT 1; DROP TABLE %T; --
      SELECT 1;; DELETE FROM %T
      SELECT 1 ;\\n-- harmless\\nDELETE FROM %T
      SELECT 1 /* ; */ ; /* ; */ DELETE FROM %T
      SELECT ';' ; DELETE FROM %T
      SELECT ''';' ; DELETE FROM %T
      SELECT '\\\\'; DELETE FROM %T; --'
      SELECT "\\\\"; DELETE FROM %T; --"
      SELECT '\\\\'' ; DELETE FROM %T; -- '
      SELECT `;` ; DELETE FROM %T
      SELECT [;] ; DELETE FROM %T
      SELECT $$;$$ ; DELETE FROM %T
      SELECT $a$ ' $a$; DELETE FROM %T; --'
      SELECT $a$ $b$ $a$; DELETE FROM %T; -- $b$ $a$
      SELECT E'\\\\'; DELETE FROM %T; --'
      SELECT U&'\\0027; DELETE FROM %T; --'
      SELECT N'x'; DELETE FROM %T
      SELECT 1--1; DELETE FROM %T
      SELECT 1 -- ;\\r DELETE FROM %T
      SELECT 1 # ;\\n ; DELETE FROM %T
      COMMIT; DELETE FROM %T
      COMMIT; DELETE FROM %T; BEGIN
      COMMIT; DROP SCHEMA public CASCADE
      ROLLBACK; DELETE FROM %T
      END; DELETE FROM %T
      ABORT; DELETE FROM %T
      BEGIN; DELETE FROM %T; COMMIT
      BEGIN READ WRITE; DELETE FROM %T; COMMIT
      START TRANSACTION; DELETE FROM %T; COMMIT
      SET TRANSACTION READ WRITE; DELETE FROM %T
      SELECT 1; SET TRANSACTION READ WRITE; DELETE FROM %T; COMMIT
      PRAGMA query_only = 0; DELETE FROM %T
      SELECT 1\\0; DELETE FROM %T
      """;

  private static final String DISGUISED = """
      /* SELECT */ DELETE FROM %T
      -- SELECT\\nDELETE FROM %T
      \\t\\n DELETE FROM %T
      (DELETE FROM %T)
      ((DELETE FROM %T))
      ; DELETE FROM %T
      ;;; DELETE FROM %T
      dElEtE fRoM %T
      DELETE/**/FROM/**/%T
      WITH x AS (SELECT 1) DELETE FROM %T
      WITH x AS (SELECT 1)DELETE FROM %T
      WITH x AS (DELETE FROM %T RETURNING *) SELECT * FROM x
      WITH x AS (UPDATE %T SET title = 'gone' RETURNING *) SELECT * FROM x
      WITH x AS (INSERT INTO %T (id) VALUES (902) RETURNING *) SELECT * FROM x
      WITH x AS MATERIALIZED (DELETE FROM %T RETURNING *) SELECT count(*) FROM x
      WITH RECURSIVE x AS (DELETE FROM %T RETURNING *) SELECT 1
      WITH a AS (SELECT 1), b AS (DELETE FROM %T RETURNING 1) SELECT * FROM a, b
      SELECT * FROM (WITH x AS (DELETE FROM %T RETURNING *) SELECT * FROM x) y
      WITH x AS (SELECT 903 AS id) INSERT INTO %T (id) SELECT id FROM x
      WITH x AS (SELECT 1) UPDATE %T SET title = 'gone'
      WITH x AS (SELECT 1) REPLACE INTO %T (id) VALUES (904)
      EXPLAIN ANALYZE DELETE FROM %T
      EXPLAIN (ANALYZE) DELETE FROM %T
      EXPLAIN (ANALYZE true, FORMAT json) DELETE FROM %T
      EXPLAIN (VERBOSE, ANALYZE ON) UPDATE %T SET title = 'gone'
      EXPLAIN ANALYZE VERBOSE WITH x AS (DELETE FROM %T RETURNING *) SELECT * FROM x
      EXPLAIN ANALYZE CREATE TABLE hostile_explained AS SELECT 1
      /*!50000 DELETE FROM %T */
      /*! DELETE FROM %T */
      /*M!50000 DELETE FROM %T */
      /*+ hint */ DELETE FROM %T
      SELECT 1 /*!; DELETE FROM %T */
      SELECT 1 /*! INTO OUTFILE '%F' */
      SELECT /* /* */ 1 */ ; DELETE FROM %T
      SELECT 1 /* /* */ ; DELETE FROM %T -- */ */
      SELECT 1 UNION DELETE FROM %T
      SELECT (DELETE FROM %T)
      EXECUTE IMMEDIATE 'DELETE FROM %T'
      PREPARE hostile AS DELETE FROM %T
      PREPARE hostile FROM 'DELETE FROM %T'
      EXECUTE hostile
      DEALLOCATE hostile
      DO $$ BEGIN DELETE FROM %T; END $$
      DO LANGUAGE plpgsql 'BEGIN DELETE FROM %T; END'
      CALL hostile()
      DECLARE hostile CURSOR FOR DELETE FROM %T
      """;

  private static final String SESSION = """
      COMMIT
      ROLLBACK
      BEGIN
      END
      START TRANSACTION READ WRITE
      SAVEPOINT hostile
      RELEASE SAVEPOINT hostile
      SET TRANSACTION READ WRITE
      SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE
      SET SESSION TRANSACTION READ WRITE
      SET default_transaction_read_only = off
      SET transaction_read_only = 0
      SET GLOBAL read_only = 0
      SET ROLE postgres
      SET SESSION AUTHORIZATION postgres
      RESET ROLE
      RESET ALL
      DISCARD ALL
      SET search_path = hostile
      SET @@session.sql_mode = 'ANSI_QUOTES'
      SET @a = 1
      SET NAMES utf8mb4
      SET PASSWORD = 'hostile'
      SELECT set_config('default_transaction_read_only', 'off', false)
      SELECT set_config('transaction_read_only', 'off', true)
      SELECT set_config('search_path', 'hostile', false)
      USE mysql
      LOCK TABLE %T IN ACCESS EXCLUSIVE MODE
      LOCK TABLES %T WRITE
      UNLOCK TABLES
      FLUSH TABLES WITH READ LOCK
      XA START 'hostile'
      LISTEN hostile
      NOTIFY hostile
      UNLISTEN *
      GRANT ALL ON %T TO PUBLIC
      REVOKE ALL ON %T FROM PUBLIC
      CREATE USER hostile
      CREATE ROLE hostile SUPERUSER
      ALTER USER postgres PASSWORD 'hostile'
      ALTER SYSTEM SET log_statement = 'all'
      KILL 1
      SHUTDOWN
      CHECKPOINT
      """;

  private static final String SQLITE = """
      ATTACH DATABASE '%F' AS hostile
      ATTACH '%F' AS hostile
      DETACH DATABASE main
      VACUUM INTO '%F'
      VACUUM main INTO '%F'
      PRAGMA query_only = 0
      PRAGMA query_only(0)
      PRAGMA main.query_only = OFF
      PRAGMA writable_schema = 1
      PRAGMA writable_schema = RESET
      PRAGMA journal_mode = DELETE
      PRAGMA journal_mode(OFF)
      PRAGMA user_version = 77
      PRAGMA application_id = 77
      PRAGMA foreign_keys = OFF
      PRAGMA trusted_schema = ON
      PRAGMA wal_checkpoint(TRUNCATE)
      PRAGMA incremental_vacuum
      PRAGMA optimize
      PRAGMA temp_store_directory = '%F'
      PRAGMA schema_version = 1
      INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 0, 'create table x (y)')
      UPDATE sqlite_master SET sql = 'x'
      DELETE FROM sqlite_sequence
      INSERT OR REPLACE INTO %T (id, title) VALUES (1, 'gone')
      UPDATE OR ROLLBACK %T SET title = 'gone'
      SELECT load_extension('%F')
      SELECT writefile('%F', 'x')
      SELECT edit('x', 'touch %F')
      SELECT readfile('/etc/passwd')
      SELECT fts3_tokenizer('simple', x'00')
      CREATE VIRTUAL TABLE hostile_dbpage USING sqlite_dbpage
      UPDATE sqlite_dbpage SET data = zeroblob(4096)
      SELECT * FROM pragma_query_only(0)
      SELECT * FROM pragma_journal_mode('DELETE')
      SELECT * FROM pragma_user_version(88)
      EXPLAIN QUERY PLAN DELETE FROM %T
      """;

  private static final String POSTGRES = """
      COPY %T FROM PROGRAM 'touch %F'
      COPY %T TO PROGRAM 'touch %F'
      COPY (SELECT 1) TO PROGRAM 'touch %F'
      COPY (SELECT 1) TO '%F'
      COPY %T TO '%F'
      COPY %T FROM '/etc/passwd'
      COPY %T FROM STDIN
      TABLE %T; DELETE FROM %T
      SELECT nextval('hostile_sequence')
      SELECT setval('hostile_sequence', 1)
      SELECT pg_catalog.setval('hostile_sequence', 99)
      SELECT "nextval"('hostile_sequence')
      SELECT "pg_catalog"."nextval"('hostile_sequence')
      SELECT lo_import('/etc/passwd')
      SELECT lo_export(1, '%F')
      SELECT lo_create(0)
      SELECT lo_unlink(1)
      SELECT lo_from_bytea(0, 'x')
      SELECT pg_read_file('/etc/passwd')
      SELECT pg_read_binary_file('/etc/passwd')
      SELECT pg_ls_dir('/')
      SELECT pg_stat_file('/etc/passwd')
      SELECT pg_file_write('%F', 'x', false)
      SELECT pg_reload_conf()
      SELECT pg_rotate_logfile()
      SELECT pg_switch_wal()
      SELECT pg_create_restore_point('hostile')
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      SELECT pg_cancel_backend(pid) FROM pg_stat_activity
      SELECT pg_advisory_lock(77)
      SELECT pg_advisory_xact_lock(77)
      SELECT pg_try_advisory_lock(77)
      SELECT pg_notify('hostile', 'x')
      SELECT dblink_exec('dbname=postgres', 'DELETE FROM %T')
      SELECT * FROM dblink('dbname=postgres', 'DELETE FROM %T RETURNING 1') AS t(x int)
      SELECT dblink_connect('hostile', 'dbname=postgres')
      SELECT query_to_xml('DELETE FROM %T RETURNING 1', true, false, '')
      SELECT query_to_xml_and_xmlschema('UPDATE %T SET title = ''gone'' RETURNING 1', true, false, '')
      SELECT cursor_to_xml('hostile', 1, true, false, '')
      SELECT database_to_xml(true, false, '')
      SELECT ts_stat('DELETE FROM %T RETURNING NULL::tsvector')
      SELECT * FROM ts_stat('SELECT to_tsvector(title) FROM %T')
      SELECT currval('hostile_sequence')
      SELECT txid_current()
      SELECT pg_current_xact_id()
      SELECT pg_export_snapshot()
      SELECT pg_logical_emit_message(true, 'hostile', 'x')
      SELECT pg_create_logical_replication_slot('hostile', 'pgoutput')
      SELECT pg_drop_replication_slot('hostile')
      SELECT pg_stat_reset()
      SELECT pg_import_system_collations('public')
      SELECT pg_extension_config_dump('%T', '')
      SELECT hostile_function()
      SELECT public.hostile_function()
      SELECT "hostile_function"()
      SELECT * FROM hostile_function()
      SELECT 1 WHERE hostile_function() > 0
      CREATE EXTENSION plpython3u
      CREATE FUNCTION hostile2() RETURNS int LANGUAGE sql AS 'SELECT 1'
      SECURITY LABEL ON TABLE %T IS 'x'
      COMMENT ON TABLE %T IS 'gone'
      REFRESH MATERIALIZED VIEW hostile
      IMPORT FOREIGN SCHEMA x FROM SERVER y INTO public
      CLUSTER %T
      """;

  private static final String MYSQL = """
      SELECT * FROM %T INTO OUTFILE '%F'
      SELECT 'x' INTO OUTFILE '%F'
      SELECT 'x' INTO DUMPFILE '%F'
      SELECT 1 INTO @hostile
      SELECT id INTO @hostile FROM %T LIMIT 1
      (SELECT 1) INTO OUTFILE '%F'
      SELECT 1 UNION SELECT 2 INTO OUTFILE '%F'
      TABLE %T INTO OUTFILE '%F'
      SELECT LOAD_FILE('/etc/passwd')
      SELECT load_file(0x2f6574632f706173737764)
      SELECT GET_LOCK('hostile', 1)
      SELECT RELEASE_ALL_LOCKS()
      SELECT SLEEP(0.01) FROM %T FOR UPDATE
      SELECT @a := 1
      SELECT @@global.read_only := 0
      SELECT @hostile := COUNT(*) FROM %T
      SELECT id FROM %T WHERE (@hostile := id) > 0
      SELECT 1 INTO hostile
      SET @hostile = hostile_function(1)
      SET GLOBAL event_scheduler = ON
      SET STATEMENT max_statement_time = 1 FOR DELETE FROM %T
      SELECT IF(GET_LOCK('hostile', 0), 1, 2)
      SELECT hostile_function(1)
      SELECT `hostile_function`(1)
      SELECT 1 WHERE hostile_function(1) > 0
      SELECT * FROM hostile_view
      DO hostile_function(1)
      EXPLAIN ANALYZE SELECT hostile_function(1)
      EXPLAIN SELECT * FROM (SELECT hostile_function(1)) x
      ANALYZE SELECT hostile_function(1)
      SELECT sys_exec('touch %F')
      SELECT sys_eval('touch %F')
      SELECT LAST_INSERT_ID(77)
      SELECT BENCHMARK(1, SHA2('x', 256)) INTO @a
      SELECT MASTER_POS_WAIT('x', 1)
      LOAD DATA INFILE '/etc/passwd' INTO TABLE %T
      LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE %T
      LOAD XML INFILE '/etc/passwd' INTO TABLE %T
      HANDLER %T OPEN
      HANDLER %T READ FIRST
      INSERT INTO %T SET id = 905
      INSERT IGNORE INTO %T (id) VALUES (906)
      INSERT INTO %T (id, title) VALUES (1, 'x') ON DUPLICATE KEY UPDATE title = 'gone'
      UPDATE LOW_PRIORITY %T SET title = 'gone'
      DELETE QUICK FROM %T
      DELETE a FROM %T a
      DO SLEEP(0)
      DO RELEASE_LOCK('hostile')
      RENAME TABLE %T TO hostile
      INSTALL PLUGIN hostile SONAME 'x.so'
      CREATE FUNCTION hostile RETURNS STRING SONAME 'x.so'
      ALTER EVENT hostile_event ENABLE
      ALTER EVENT hostile_event ON SCHEDULE EVERY 1 SECOND ENABLE
      DROP EVENT hostile_event
      CREATE EVENT hostile ON SCHEDULE EVERY 1 SECOND DO DELETE FROM %T
      PURGE BINARY LOGS TO 'x'
      RESET MASTER
      FLUSH LOGS
      CHANGE MASTER TO MASTER_HOST = 'x'
      BINLOG 'x'
      CACHE INDEX %T IN hot
      REPAIR TABLE %T
      CHECKSUM TABLE %T
      HELP 'contents'
      SELECT NEXTVAL(hostile_sequence)
      SELECT NEXT VALUE FOR hostile_sequence
      SELECT SETVAL(hostile_sequence, 99)
      """;

  private static final String MONGO = """
      {"insert": "%T", "documents": [{"id": 907}]}
      {"update": "%T", "updates": [{"q": {}, "u": {"$set": {"title": "gone"}}, "multi": true}]}
      {"delete": "%T", "deletes": [{"q": {}, "limit": 0}]}
      {"findAndModify": "%T", "query": {}, "remove": true}
      {"findandmodify": "%T", "query": {}, "update": {"$set": {"title": "gone"}}}
      {"drop": "%T"}
      {"dropDatabase": 1}
      {"create": "hostile"}
      {"createIndexes": "%T", "indexes": [{"key": {"title": 1}, "name": "hostile"}]}
      {"dropIndexes": "%T", "index": "*"}
      {"collMod": "%T", "validator": {"x": 1}}
      {"renameCollection": "plinth.%T", "to": "plinth.hostile"}
      {"aggregate": "%T", "pipeline": [{"$out": "hostile"}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$match": {}}, {"$out": {"db": "hostile", "coll": "x"}}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$set": {"title": "gone"}}, {"$merge": {"into": "%T"}}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$merge": "hostile"}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$facet": {"a": [{"$out": "hostile"}]}}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$lookup": {"from": "%T", "as": "x", "pipeline": [{"$out": "hostile"}]}}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$unionWith": {"coll": "%T", "pipeline": [{"$merge": "hostile"}]}}], "cursor": {}}
      [{"$out": "hostile"}]
      {"find": "%T", "filter": {"$where": "sleep(1) || true"}}
      {"find": "%T", "filter": {"$expr": {"$function": {"body": "function() { return true }", "args": [], "lang": "js"}}}}
      {"aggregate": "%T", "pipeline": [{"$group": {"_id": null, "x": {"$accumulator": {"init": "function() {}", "accumulate": "function() {}", "accumulateArgs": [], "merge": "function() {}", "lang": "js"}}}}], "cursor": {}}
      {"mapReduce": "%T", "map": "function() {}", "reduce": "function() {}", "out": "hostile"}
      {"eval": "db.%T.drop()"}
      {"$eval": "db.%T.drop()"}
      {"shutdown": 1}
      {"createUser": "hostile", "pwd": "x", "roles": ["root"]}
      {"grantRolesToUser": "x", "roles": ["root"]}
      {"killOp": 1, "op": 1}
      {"killAllSessions": []}
      {"setParameter": 1, "notablescan": true}
      {"fsync": 1, "lock": true}
      {"compact": "%T"}
      {"profile": 2}
      {"bulkWrite": 1, "ops": [{"delete": 0, "filter": {}, "multi": true}], "nsInfo": [{"ns": "plinth.%T"}]}
      {"explain": {"delete": "%T", "deletes": [{"q": {}, "limit": 0}]}}
      {"applyOps": [{"op": "d", "ns": "plinth.%T", "o": {}}]}
      {"cloneCollectionAsCapped": "%T", "toCollection": "hostile", "size": 1000}
      {"convertToCapped": "%T", "size": 1000}
      {"commitTransaction": 1}
      {"abortTransaction": 1}
      """;

  /** These may come back with rows, but with none of the hidden table. */
  private static final String READS = """
      SELECT * FROM %H
      SELECT * FROM "%H"
      SELECT * FROM `%H`
      SELECT * FROM [%H]
      SELECT * FROM '%H'
      SELECT * FROM main.%H
      SELECT * FROM main."%H"
      SELECT * FROM public.%H
      SELECT display_name FROM %H AS visible
      SELECT x.display_name FROM (SELECT * FROM %H) x
      SELECT (SELECT max(display_name) FROM %H) AS x
      SELECT a.n FROM (SELECT 1 AS n) a, %H b WHERE b.display_name LIKE 'c%'
      WITH %H AS (SELECT * FROM %H) SELECT * FROM %H
      WITH x AS (SELECT * FROM %H) SELECT * FROM x
      SELECT id FROM %T UNION ALL SELECT display_name FROM %H
      SELECT 1 AS n WHERE EXISTS (SELECT 1 FROM %H)
      SELECT display_name FROM/**/%H
      TABLE %H
      TABLE "%H"
      HANDLER %H READ FIRST
      SELECT query_to_xml('SELECT * FROM %H', true, false, '')
      SELECT table_to_xml('%H', true, false, '')
      SELECT schema_to_xml('public', true, false, '')
      SELECT database_to_xml(true, false, '')
      SELECT * FROM ts_stat('SELECT to_tsvector(display_name) FROM %H')
      SELECT row_to_json(x) FROM %H x
      SELECT * FROM dblink('', 'SELECT * FROM %H') AS t(x text)
      SELECT * FROM sqlite_schema
      SELECT * FROM sqlite_dbpage
      SELECT hex(data) FROM sqlite_dbpage
      SELECT * FROM dbstat
      EXPLAIN SELECT * FROM %H WHERE display_name = 'c'
      {"find": "%H"}
      {"aggregate": "%H", "pipeline": [], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$lookup": {"from": "%H", "as": "x", "pipeline": []}}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$unionWith": "%H"}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$unionWith": {"coll": "%H"}}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$graphLookup": {"from": "%H", "startWith": 1, "connectFromField": "id", "connectToField": "id", "as": "x"}}], "cursor": {}}
      {"aggregate": "%T", "pipeline": [{"$facet": {"a": [{"$lookup": {"from": "%H", "as": "x", "pipeline": []}}]}}], "cursor": {}}
      {"distinct": "%H", "key": "display_name"}
      {"count": "%H"}
      """;
}
