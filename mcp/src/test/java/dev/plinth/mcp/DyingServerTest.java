package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.AccessLevel;
import dev.plinth.DatabaseProvider;
import dev.plinth.data.Row;
import dev.plinth.data.Statement;
import dev.plinth.factory.Databases;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.testkit.servers.TcpProxy;
import dev.plinth.testkit.servers.TestServer;
import dev.plinth.testkit.servers.TestServers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A database that dies under a call: the call ends with a code within its time, and the next works when the database is back. */
@Timeout(300)
final class DyingServerTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Map<String, Object> READ = Map.of("table", "notes");

  @Test
  void endsCallsOnPostgresWithACode() throws Exception {
    holds(TestServers.postgres(), "SELECT pg_sleep(120)",
        "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(120)'");
  }

  @Test
  void endsCallsOnMariaDbWithACode() throws Exception {
    holds(TestServers.mariadb(), "SELECT sleep(120)",
        "SELECT count(*) FROM information_schema.processlist WHERE info = 'SELECT sleep(120)'");
  }

  private static void holds(TestServer server, String slow, String running) throws Exception {
    String url = server.freshDatabaseUrl();
    try (TcpProxy proxy = TcpProxy.before(url);
        DatabaseProvider database = Databases.await(Databases.open(proxy.through(url)));
        DatabaseTools tools = DatabaseTools.builder()
            .connection("main", database, Grant.of(AccessLevel.DML).withTimeout(TIMEOUT)).build();
        ToolSession session = tools.newSession()) {
      Databases.await(database.createTable(TableDefinition.named("notes")
          .column("id", PortableType.LONG).primaryKey("id")));
      Databases.await(database.insert("notes", Row.of("id", 1)));
      assertThat(Databases.await(session.call("db_query", READ)).error()).isFalse();
      CompletableFuture<ToolResult> sleeping =
          session.call("db_raw_query", Map.of("query", slow));
      Awaitility.await().atMost(BOUND).until(() -> Databases
          .await(database.queryScalar(Statement.of(running), Long.class)).orElse(0L) == 1);
      proxy.hang();
      CompletableFuture<ToolResult> reading = session.call("db_query", READ);
      fall(server, proxy);
      assertCoded(sleeping);
      assertCoded(reading);
      rise(server, proxy);
      Awaitility.await().atMost(BOUND)
          .until(() -> !Databases.await(session.call("db_query", READ)).error());
    }
  }

  private static void fall(TestServer server, TcpProxy proxy) {
    if (server.embedded()) {
      server.kill();
    } else {
      proxy.stopAccepting();
      proxy.cutAll();
    }
    proxy.resume();
  }

  private static void rise(TestServer server, TcpProxy proxy) {
    if (server.embedded()) {
      server.start();
    } else {
      proxy.acceptAgain();
    }
  }

  private static void assertCoded(CompletableFuture<ToolResult> call) throws Exception {
    ToolResult result = call.get(2 * TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    assertThat(result.error()).as(result.text()).isTrue();
    assertThat(result.code()).isIn("DB_CONNECTION_FAILED", "DB_TIMEOUT", "DB_POOL_EXHAUSTED",
        "DB_OUTCOME_UNKNOWN", "DB_OVERLOADED");
    assertThat(result.text()).doesNotContain("something unexpected");
  }
}
