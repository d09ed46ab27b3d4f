package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Limits;
import dev.plinth.Options;
import dev.plinth.testkit.DatabaseDump;
import dev.plinth.testkit.HostileStatements;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client may do, and what it may not whatever it says. */
@Timeout(300)
final class AccessTest {
  @TempDir
  private Path folder;

  @Test
  void readsAloneUnlessMoreIsGranted() {
    try (var sqlite = new SqliteTools(folder, Grant.readOnly())) {
      Calls calls = sqlite.calls;
      String data = "'data': {'name': 'A', 'email': 'a@x'}";
      calls.fails("DB_ACCESS_DENIED", "db_insert", "{'table': 'users', " + data + "}");
      calls.fails("DB_ACCESS_DENIED", "db_update", "{'table': 'users', 'all': true, " + data + "}");
      calls.fails("DB_ACCESS_DENIED", "db_delete", "{'table': 'users', 'all': true}");
      calls.fails("DB_ACCESS_DENIED", "db_bulk_insert",
          "{'table': 'users', 'records': [{'name': 'A', 'email': 'a@x'}]}");
      calls.fails("DB_ACCESS_DENIED", "db_transaction",
          "{'operations': [{'type': 'insert', 'table': 'users', " + data + "}]}");
      calls.fails("DB_ACCESS_DENIED", "db_raw_query", "{'query': 'DELETE FROM users'}");
      assertThat(calls.call("db_raw_query", "{'query': 'SELECT count(*) AS n FROM users', "
          + "'fetchMode': 'scalar'}")).containsEntry("value", 0L);
      assertThat(
          calls.call("db_transaction", "{'operations': [{'type': 'query', 'table': 'users'}, "
              + "{'type': 'raw', 'query': 'SELECT 1 AS n'}]}"))
          .containsEntry("committed", true);
      assertThat(calls.call("db_connect", "{'options': {'access': 'admin'}}"))
          .containsEntry("access", "read-only");
      calls.fails("DB_ACCESS_DENIED", "db_delete", "{'table': 'users', 'all': true}");
    }
  }

  @Test
  void aClientNarrowsForItselfAlone() {
    try (var sqlite = SqliteTools.of(folder, AccessLevel.DML);
        ToolSession other = sqlite.tools.newSession()) {
      Calls calls = sqlite.calls;
      assertThat(calls.call("db_connect", """
          {'connectionId': 'main', 'options': {'access': 'read-only', 'maxRows': 1, 'timeoutMs': 2000,
           'tables': ['users']}}""")).containsEntry("maxRows", 1).containsEntry("timeoutMs", 2000L)
          .containsEntry("tables", List.of("users"));
      calls.fails("DB_NOT_FOUND", "db_query", "{'table': 'accounts'}");
      calls.fails("DB_ACCESS_DENIED", "db_raw_query", "{'query': 'SELECT * FROM accounts'}");
      calls.call("db_raw_query", "{'query': 'SELECT u.id FROM users u WHERE u.id IN (1, 2)'}");
      calls.fails("DB_ACCESS_DENIED", "db_insert",
          "{'table': 'users', 'data': {'name': 'A', 'email': 'a@x'}}");
      new Calls(other).call("db_insert",
          "{'table': 'accounts', 'data': {'userId': 1, 'balance': 1}}");
      assertThat(calls.call("db_disconnect", "{'connectionId': 'main'}")).containsEntry("closed",
          true);
      calls.fails("DB_NOT_CONNECTED", "db_query", "{'table': 'users'}");
      calls.call("db_connect", "{'connectionId': 'main'}");
      calls.call("db_query", "{'table': 'users'}");
      new Calls(other).call("db_query", "{'table': 'accounts'}");
    }
  }

  @Test
  void hidesSystemTablesUnlessTheyAreNamed() {
    Grant grant = Grant.readOnly();
    Grant naming = grant.withAccess(
        AccessPolicy.readOnly().hidingSystemTablesBut(Set.of("plinth_users")));
    for (String table : List.of("plinth_users", "PLINTH_USERS", "plinth_api_keys",
        "sqlite_schema")) {
      try (var sqlite = new SqliteTools(folder, grant)) {
        sqlite.calls.fails("DB_NOT_FOUND", "db_query", "{'table': '" + table + "'}");
        sqlite.calls.fails("DB_ACCESS_DENIED", "db_raw_query",
            "{'query': 'SELECT * FROM " + table + "'}");
      }
    }
    try (var sqlite = new SqliteTools(folder, naming)) {
      sqlite.calls.call("db_query", "{'table': 'plinth_users'}");
      sqlite.calls.call("db_raw_query", "{'query': 'SELECT * FROM plinth_users'}");
      sqlite.calls.fails("DB_NOT_FOUND", "db_query", "{'table': 'plinth_api_keys'}");
    }
  }

  @Test
  void blocksStatementsByTheirWord() {
    Grant grant = Grant.of(AccessLevel.DDL);
    try (var sqlite = new SqliteTools(folder, grant
        .withAccess(grant.access().blockingStatements(Set.of("drop", "DELETE"))))) {
      sqlite.calls.call("db_raw_query", "{'query': 'CREATE TABLE t (a INTEGER)'}");
      sqlite.calls.fails("DB_ACCESS_DENIED", "db_raw_query", "{'query': 'DROP TABLE t'}");
      sqlite.calls.fails("DB_ACCESS_DENIED", "db_raw_query",
          "{'query': 'WITH x AS (SELECT 1) DELETE FROM t'}");
      sqlite.calls.call("db_raw_query", "{'query': 'INSERT INTO t VALUES (1)'}");
    }
  }

  @Test
  void boundsRowsBytesAndTime() {
    Grant grant = Grant.of(AccessLevel.DML).withLimits(new Limits(2, 4096))
        .withTimeout(Duration.ofMillis(300));
    try (var sqlite = new SqliteTools(folder, grant)) {
      for (int i = 0; i < 5; i++) {
        sqlite.calls.call("db_insert", "{'table': 'users', 'data': {'name': '" + "n".repeat(3000)
            + "', 'email': '" + i + "'}}");
      }
      assertThat(sqlite.calls.call("db_query", "{'table': 'users', 'limit': 100}"))
          .containsEntry("rowCount", 1).containsEntry("truncated", true);
      assertThat(sqlite.calls.call("db_query", "{'table': 'users', 'select': ['id']}"))
          .containsEntry("rowCount", 2).containsEntry("truncated", true);
      sqlite.calls.fails("DB_TIMEOUT", "db_raw_query",
          "{'query': 'WITH RECURSIVE n (i) AS (SELECT 1 "
              + "UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n'}");
    }
  }

  @Test
  void opensUrlsOfClientsOnlyWhereThatIsAllowed() {
    String file = folder.resolve("own.db").toString();
    try (var sqlite = new SqliteTools(folder, Grant.readOnly())) {
      sqlite.calls.fails("DB_ACCESS_DENIED", "db_connect",
          "{'connectionId': 'own', 'url': 'sqlite::memory:'}");
      sqlite.calls.fails("DB_NOT_FOUND", "db_connect", "{'connectionId': 'own', 'type': "
          + "'postgresql', 'vaultName': 'v', 'credentialName': 'c'}");
    }
    Path allowed = folder.resolve("allowed");
    assertThat(allowed.toFile().mkdir()).isTrue();
    try (DatabaseTools tools = DatabaseTools.builder().clientGrant(Grant.of(AccessLevel.DDL))
        .urls(UrlPermission.inFolders(List.of(allowed))).build();
        ToolSession session = tools.newSession()) {
      var calls = new Calls(session);
      calls.fails("DB_ACCESS_DENIED", "db_connect", "{'url': 'sqlite:" + file + "'}");
      calls.fails("DB_ACCESS_DENIED", "db_connect",
          "{'url': 'sqlite:" + allowed + "/../own.db'}");
      calls.call("db_connect", "{'connectionId': 'own', 'url': 'sqlite:" + allowed + "/a.db'}");
      calls.call("db_raw_query", "{'connectionId': 'own', 'query': 'CREATE TABLE t (a INTEGER)'}");
      assertThat(String.valueOf(calls.call("db_connections", "{}"))).contains("own", "connected");
      assertThat(calls.call("db_disconnect", "{'connectionId': 'own'}")).containsEntry("closed",
          true);
      assertThat(calls.call("db_disconnect", "{'connectionId': 'own'}")).containsEntry("closed",
          false);
    }
    assertThat(Path.of(file)).doesNotExist();
  }

  @Test
  void saysWhatAConnectionIsBeforeItIsOpened() {
    try (
        DatabaseTools tools = DatabaseTools.builder()
            .connection("far", "postgresql://me:secret@db.example/app", Options.defaults(),
                Grant.readOnly())
            .connection("other", "sqlite::memory:", Options.defaults(), Grant.readOnly()).build();
        ToolSession session = tools.newSession()) {
      var calls = new Calls(session);
      assertThat(String.valueOf(calls.call("db_connections", "{'connectionId': 'far'}")))
          .contains("connectionId=far", "backend=postgresql", "db.example", "not opened yet")
          .doesNotContain("secret").doesNotContain("other");
      assertThat(String.valueOf(calls.call("db_connections", "{}"))).contains("connectionId=far",
          "connectionId=other", "backend=sqlite");
      calls.fails("DB_NOT_CONNECTED", "db_connections", "{'connectionId': 'near'}");
    }
  }

  @Test
  void holdsAgainstTheHostileStatements() {
    try (
        var sqlite = new SqliteTools(folder, Grant.readOnly().withTimeout(Duration.ofSeconds(1)))) {
      Path file = folder.resolve("hostile.file");
      Map<String, String> before = DatabaseDump.of(sqlite.database, List.of());
      for (String text : HostileStatements.all("users", "plinth_users", file.toString())) {
        for (String mode : List.of("all", "none", "scalar")) {
          sqlite.calls.result("db_raw_query", Map.of("query", text, "fetchMode", mode));
        }
        sqlite.calls.result("db_transaction",
            Map.of("operations", List.of(Map.of("type", "raw", "query", text))));
        assertThat(DatabaseDump.of(sqlite.database, List.of())).as(text).isEqualTo(before);
        assertThat(file).as(text).doesNotExist();
      }
    }
  }

  /** Shows that the statements bite where nothing holds them: or the test above would prove nothing. */
  @Test
  void theHostileStatementsDoHarmWhereTheyMay() {
    Grant everything = Grant.of(AccessLevel.ADMIN).withAccess(AccessPolicy.unrestricted());
    int harmful = 0;
    for (String text : List.of("DELETE FROM %T", "DROP TABLE %T", "VACUUM INTO '%F'",
        "WITH x AS (SELECT 1)DELETE FROM %T", "UPDATE OR ROLLBACK %T SET name = 'gone'",
        "CREATE TABLE hostile_table (id INTEGER)")) {
      try (var sqlite = new SqliteTools(folder, everything)) {
        sqlite.calls.call("db_insert", "{'table': 'users', 'data': {'name': 'A', 'email': 'a@x'}}");
        Path file = folder.resolve("hostile-" + harmful + ".file");
        Map<String, String> before = DatabaseDump.of(sqlite.database, List.of());
        sqlite.calls.result("db_raw_query", Map.of("query",
            text.replace("%T", "users").replace("%F", file.toString()), "fetchMode", "none"));
        boolean changed = !DatabaseDump.of(sqlite.database, List.of()).equals(before);
        assertThat(changed || file.toFile().exists()).as(text).isTrue();
        harmful++;
      }
    }
    assertThat(harmful).isEqualTo(6);
  }
}
