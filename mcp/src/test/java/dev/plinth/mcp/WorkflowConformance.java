package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import dev.plinth.schema.ColumnDefinition;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.testkit.DatabaseDump;
import dev.plinth.testkit.HostileStatements;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The workflows of the first source document through the tools, word for word, and what a client may not
 * do. A backend's test opens it on a database of its own.
 */
@Timeout(300)
abstract class WorkflowConformance {
  @TempDir
  Path folder;

  private DatabaseProvider database;
  private DatabaseTools tools;
  private Calls calls;

  /** Opens an empty database. */
  abstract DatabaseProvider open();

  /** What a client gives as type, with the credential that leads there. */
  abstract String type();

  @BeforeEach
  void prepare() {
    database = open();
    Databases.await(database.initialize());
    Databases.await(database.createTable(TableDefinition.named("users")
        .column(ColumnDefinition.of("id", PortableType.LONG).generatedByBackend())
        .requiredColumn("name", PortableType.TEXT).requiredColumn("email", PortableType.TEXT)
        .column(ColumnDefinition.of("active", PortableType.BOOLEAN).withDefault(true))
        .column("lastLogin", PortableType.INSTANT).primaryKey("id").uniqueKey("email")));
    Databases.await(database.createTable(TableDefinition.named("accounts")
        .column("userId", PortableType.LONG).requiredColumn("balance", PortableType.LONG)
        .primaryKey("userId")
        .check("balance_in_range", Filter.field("balance").lte(150))));
    Databases.await(database.insertAll("accounts",
        List.of(Row.of("userId", 1, "balance", 100), Row.of("userId", 2, "balance", 100))));
    tools = DatabaseTools.builder()
        .connection("finance-db", database, Grant.of(AccessLevel.DML))
        .clientGrant(Grant.of(AccessLevel.DML))
        .credentials((type, vault, name) -> vault.equals("db-creds")
            && name.equals("postgres-users") && type.equals(type())
                ? CompletableFuture.completedFuture(database)
                : CompletableFuture.failedFuture(new AssertionError("another credential")))
        .build();
    calls = new Calls(tools.newSession());
  }

  @AfterEach
  void close() {
    calls.session().close();
    tools.close();
    database.close();
  }

  @Test
  void managesUsers() {
    calls.call("db_connect", """
        {"connectionId": "users-db", "type": "%s", "vaultName": "db-creds",
         "credentialName": "postgres-users"}""".formatted(type()));
    calls.call("db_insert", """
        {"connectionId": "users-db", "table": "users",
         "data": {"name": "Alice", "email": "alice@example.com"}}""");
    assertThat(Calls.rows(calls.call("db_query", """
        {"connectionId": "users-db", "table": "users", "where": {"active": true}}""")))
        .singleElement().satisfies(row -> assertThat(row).containsEntry("name", "Alice"));
    assertThat(calls.call("db_update", """
        {"connectionId": "users-db", "table": "users", "where": {"email": "alice@example.com"},
         "data": {"lastLogin": "2026-11-25T19:00:00.123Z"}}""")).containsEntry("updated", 1L);
    assertThat(Calls.rows(calls.call("db_query", """
        {"connectionId": "users-db", "table": "users", "select": ["id", "name", "email", "lastLogin"],
         "orderBy": {"lastLogin": "desc"}, "limit": 100}"""))).singleElement()
        .satisfies(row -> assertThat(row).containsEntry("lastLogin", "2026-11-25T19:00:00.123Z"));
  }

  @Test
  void rollsBackWhenTheSecondUpdateFails() {
    String operations = """
        {"connectionId": "finance-db", "operations": [
          {"type": "update", "table": "accounts", "where": {"userId": 1},
           "data": {"balance": {"decrement": 100}}},
          {"type": "update", "table": "accounts", "where": {"userId": 2},
           "data": {"balance": {"increment": 100}}}]}""";
    boolean transactions = database.capabilities().contains(Capability.TRANSACTIONS);
    boolean checks = database.capabilities().contains(Capability.CHECK_CONSTRAINTS);
    if (!transactions) {
      calls.fails("DB_UNSUPPORTED", "db_transaction", operations);
      assertThat(balances()).containsExactly(100L, 100L);
      return;
    }
    if (checks) {
      assertThat(calls.fails("DB_CHECK_VIOLATION", "db_transaction", operations))
          .startsWith("operation 1:");
      assertThat(balances()).containsExactly(100L, 100L);
    }
    Databases.await(database.update("accounts", Filter.field("userId").eq(2),
        dev.plinth.data.Update.of("balance", 50)));
    assertThat(calls.call("db_transaction", operations)).containsEntry("committed", true)
        .containsEntry("results", List.of(Map.of("updated", 1L), Map.of("updated", 1L)));
    assertThat(balances()).containsExactly(0L, 150L);
  }

  @Test
  void bindsTheParametersOfANativeStatement() {
    if (!database.capabilities().contains(Capability.SQL)) {
      return;
    }
    calls.call("db_insert", """
        {"connectionId": "finance-db", "table": "users",
         "data": {"name": "Alice", "email": "alice@example.com"}}""");
    assertThat(calls.call("db_raw_query", """
        {"connectionId": "finance-db", "query": "SELECT * FROM users WHERE email = $1 AND active = $2",
         "params": ["alice@example.com", true]}""")).containsEntry("rowCount", 1);
  }

  @Test
  void holdsAgainstTheHostileStatements() {
    try (
        DatabaseTools reading = DatabaseTools.builder().connection("main", database,
            Grant.readOnly().withTimeout(Duration.ofSeconds(2))).build();
        ToolSession session = reading.newSession()) {
      var client = new Calls(session);
      Path file = folder.resolve("hostile.file");
      Map<String, String> before = DatabaseDump.of(database, List.of());
      for (String text : HostileStatements.all("users", "plinth_users", file.toString())) {
        client.result("db_raw_query", Map.of("query", text));
        client.result("db_raw_query", Map.of("query", text, "fetchMode", "none"));
        assertThat(DatabaseDump.of(database, List.of())).as(text).isEqualTo(before);
        assertThat(file).as(text).doesNotExist();
      }
    }
  }

  @Test
  void whatIsHiddenStaysHidden() {
    assertThat(String.valueOf(calls.call("db_schema", "{'connectionId': 'finance-db'}")))
        .contains("accounts").doesNotContain("plinth_");
    for (String table : Set.of("plinth_users", "PLINTH_USERS")) {
      calls.fails("DB_NOT_FOUND", "db_query",
          "{'connectionId': 'finance-db', 'table': '" + table + "'}");
    }
  }

  private List<@Nullable Object> balances() {
    return Calls.rows(calls.call("db_query",
        "{'connectionId': 'finance-db', 'table': 'accounts', 'orderBy': {'userId': 'asc'}}"))
        .stream().<@Nullable Object>map(row -> row.get("balance")).toList();
  }
}
