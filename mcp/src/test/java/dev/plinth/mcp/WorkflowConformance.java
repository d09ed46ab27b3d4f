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
  /** No account may hold more. */
  private static final long MOST = 1_000;
  /** A dump takes longer than the statements. */
  private static final int TRIED_TOGETHER = 25;

  @TempDir
  Path folder;

  private DatabaseProvider database;
  private DatabaseTools tools;
  private Calls calls;

  /** The URL of a new, empty database. */
  abstract String freshUrl();

  /** What a client gives as type, with the credential that leads there. */
  abstract String type();

  @BeforeEach
  void prepare() {
    String url = freshUrl();
    database = Databases.await(Databases.open(url));
    Databases.await(database.initialize());
    Databases.await(database.createTable(users()));
    Databases.await(database.createTable(TableDefinition.named("accounts")
        .column("userId", PortableType.LONG).requiredColumn("balance", PortableType.LONG)
        .primaryKey("userId")
        .check("balance_in_range", Filter.field("balance").lte(MOST))));
    Databases.await(database.insertAll("accounts",
        List.of(Row.of("userId", 1, "balance", 100), Row.of("userId", 2, "balance", MOST - 50))));
    tools = DatabaseTools.builder()
        .connection("finance-db", database, Grant.of(AccessLevel.DML))
        .clientGrant(Grant.of(AccessLevel.DML))
        .credentials((type, vault, name) -> vault.equals("db-creds")
            && name.equals("postgres-users") && type.equals(type())
                ? Databases.open(url)
                : CompletableFuture.failedFuture(new AssertionError("another credential")))
        .build();
    calls = new Calls(tools.newSession());
  }

  /** Where the backend generates no keys, a record of the documents has none: they give no id. */
  private TableDefinition users() {
    TableDefinition users = TableDefinition.named("users");
    users = database.capabilities().contains(Capability.GENERATED_KEYS)
        ? users.column(ColumnDefinition.of("id", PortableType.LONG).generatedByBackend())
            .primaryKey("id")
        : users.column("id", PortableType.LONG);
    return users.column("name", PortableType.TEXT).column("email", PortableType.TEXT)
        .column(ColumnDefinition.of("active", PortableType.BOOLEAN).withDefault(true))
        .column("createdAt", PortableType.INSTANT).column("lastLogin", PortableType.INSTANT)
        .uniqueKey("email");
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
        {"connectionId": "users-db", "table": "users", "where": {"active": true}}""")))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("lastLogin", "2026-11-25T19:00:00.123Z"));
  }

  /** The example that the document gives of each tool, one after the other on the same connection. */
  @Test
  void doesWhatTheExamplesOfTheToolsSay() {
    Databases.await(database.insertAll("users",
        List.of(Row.of("id", 123, "name", "Carol", "email", "carol@example.com"))));
    Databases.await(database.insert("accounts", Row.of("userId", 456, "balance", 1)));
    calls.call("db_connect", """
        {"connectionId": "production-db", "type": "%s", "vaultName": "db-creds",
         "credentialName": "postgres-users"}""".formatted(type()));
    calls.call("db_insert", """
        {"connectionId": "production-db", "table": "users",
         "data": {"name": "Alice", "email": "alice@example.com"}}""");
    assertThat(Calls.rows(calls.call("db_query", """
        {"connectionId": "production-db", "table": "users", "where": {"active": true},
         "select": ["id", "name", "email"], "orderBy": {"createdAt": "desc"}, "limit": 100}""")))
        .hasSize(2).allSatisfy(row -> assertThat(row).containsOnlyKeys("id", "name", "email"));
    assertThat(calls.call("db_update", """
        {"connectionId": "production-db", "table": "users", "where": {"id": 123},
         "data": {"name": "Alice Updated"}}""")).containsEntry("updated", 1L);
    assertThat(calls.call("db_delete", """
        {"connectionId": "production-db", "table": "users", "where": {"id": 123}}"""))
        .containsEntry("deleted", 1L);
    String operations = """
        {"connectionId": "production-db", "operations": [
          {"type": "insert", "table": "users", "data": {"name": "Bob"}},
          {"type": "update", "table": "accounts", "where": {"userId": 456},
           "data": {"balance": 1000}}]}""";
    if (database.capabilities().contains(Capability.TRANSACTIONS)) {
      assertThat(calls.call("db_transaction", operations)).containsEntry("committed", true);
    } else {
      calls.fails("DB_UNSUPPORTED", "db_transaction", operations);
    }
    assertThat(calls.call("db_disconnect", """
        {"connectionId": "production-db"}""")).containsEntry("closed", true);
    calls.fails("DB_NOT_CONNECTED", "db_query",
        "{'connectionId': 'production-db', 'table': 'users'}");
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
      assertThat(balances()).containsExactly(100L, MOST - 50);
      return;
    }
    if (checks) {
      assertThat(calls.fails("DB_CHECK_VIOLATION", "db_transaction", operations))
          .startsWith("operation 1:");
      assertThat(balances()).containsExactly(100L, MOST - 50);
    }
    Databases.await(database.update("accounts", Filter.field("userId").eq(2),
        dev.plinth.data.Update.of("balance", 50)));
    assertThat(calls.call("db_transaction", operations)).containsEntry("committed", true)
        .containsEntry("results", List.of(Map.of("updated", 1L), Map.of("updated", 1L)));
    assertThat(balances()).containsExactly(0L, 150L);
  }

  @Test
  void bindsTheParametersOfANativeStatement() {
    calls.call("db_insert", """
        {"connectionId": "finance-db", "table": "users",
         "data": {"name": "Alice", "email": "alice@example.com"}}""");
    Map<String, ?> arguments = Map.of("connectionId", "finance-db", "query",
        database.capabilities().contains(Capability.SQL)
            ? "SELECT * FROM users WHERE email = $1 AND active = $2"
            : "{\"find\": \"users\", \"filter\": {\"email\": $1, \"active\": $2}}",
        "params", List.of("alice@example.com", true));
    assertThat(calls.result("db_raw_query", arguments).content()).containsEntry("rowCount", 1);
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
      List<String> texts = HostileStatements.all("users", "plinth_users", file.toString());
      for (int from = 0; from < texts.size(); from += TRIED_TOGETHER) {
        List<String> some = texts.subList(from, Math.min(texts.size(), from + TRIED_TOGETHER));
        for (String text : some) {
          client.result("db_raw_query", Map.of("query", text));
          client.result("db_raw_query", Map.of("query", text, "fetchMode", "none"));
        }
        assertThat(DatabaseDump.of(database, List.of())).as("one of %s", some).isEqualTo(before);
        assertThat(file).as("one of %s", some).doesNotExist();
      }
    }
  }

  @Test
  void answersTheKeysOfRecordsThatAreInsertedTogether() {
    assertThat(calls.call("db_insert", """
        {"connectionId": "finance-db", "table": "accounts",
         "data": [{"userId": 7, "balance": 1}, {"userId": 8, "balance": 2}]}"""))
        .containsEntry("keys", List.of(Map.of("userId", 7L), Map.of("userId", 8L)));
  }

  /** A collection comes to be by its first record, where the schema may be changed at all. */
  @Test
  void writesToAnUnknownCollectionFromDdlOnAndToNoUnknownTable() {
    String insert = "{'connectionId': 'finance-db', 'table': 'unheard', 'data': {'a': 1}}";
    String bulk = "{'connectionId': 'finance-db', 'table': 'unheard', 'records': [{'a': 2}]}";
    calls.fails("DB_NOT_FOUND", "db_insert", insert);
    calls.fails("DB_NOT_FOUND", "db_bulk_insert", bulk);
    try (DatabaseTools changing = DatabaseTools.builder()
        .connection("finance-db", database, Grant.of(AccessLevel.DDL)).build();
        ToolSession session = changing.newSession()) {
      var client = new Calls(session);
      client.fails("DB_NOT_FOUND", "db_query",
          "{'connectionId': 'finance-db', 'table': 'unheard'}");
      if (database.capabilities().contains(Capability.SQL)) {
        client.fails("DB_NOT_FOUND", "db_insert", insert);
        client.fails("DB_NOT_FOUND", "db_bulk_insert", bulk);
        return;
      }
      client.call("db_insert", insert);
      client.call("db_bulk_insert", bulk);
      assertThat(Calls.rows(client.call("db_query",
          "{'connectionId': 'finance-db', 'table': 'unheard', 'orderBy': 'a'}"))).hasSize(2);
    }
  }

  @Test
  void whatIsHiddenStaysHidden() {
    assertThat(String.valueOf(calls.call("db_schema", "{'connectionId': 'finance-db'}")))
        .contains("name=accounts").doesNotContain("name=plinth_");
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
