package dev.plinth.mongo;

import static dev.plinth.factory.Databases.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Filter;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import dev.plinth.testkit.servers.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A network that hangs while a transaction is at work or rolled back. */
final class NamedServerHangTest {
  /** Far beyond every deadline here: a call that is kept is kept until the network moves again. */
  private static final Duration LONG = Duration.ofSeconds(40);

  private final String url = NamedServer.freshDatabaseUrl();
  private final TcpProxy proxy = TcpProxy.before(url);
  private final DatabaseProvider database = await(Databases.open(proxy.through(url),
      Options.defaults().withPool(Options.defaults().pool().withMaxSize(2))));

  @BeforeEach
  void createNotes() {
    await(database.createTable(TableDefinition.named("notes").column("id", PortableType.LONG)
        .primaryKey("id")));
    await(database.insert("notes", Row.of("id", 1)));
  }

  @AfterEach
  void close() {
    proxy.resume();
    database.close();
    proxy.close();
  }

  @Test
  void endsATransactionWhoseRollbackIsNotAnswered() {
    CompletableFuture<?> call = database.inTransaction(
        TransactionOptions.defaults().withTimeout(Duration.ofSeconds(2)),
        tx -> tx.insert("notes", Row.of("id", 2)).thenCompose(key -> {
          proxy.hang();
          return CompletableFuture.failedFuture(new IllegalStateException("rolled back"));
        }));
    assertEndsAndLeavesNothing(call);
  }

  @Test
  void endsATransactionWhoseCommandIsNotAnswered() {
    CompletableFuture<?> call = database.inTransaction(
        TransactionOptions.defaults().withTimeout(Duration.ofSeconds(2)),
        tx -> tx.insert("notes", Row.of("id", 2)).thenCompose(key -> {
          proxy.hang();
          return tx.insert("notes", Row.of("id", 3));
        }));
    assertEndsAndLeavesNothing(call);
  }

  @Test
  void endsSeveralChangesThatAreNotAnswered() {
    proxy.hang();
    assertEndsAndLeavesNothing(database.withTimeout(Duration.ofSeconds(2))
        .insertAll("notes", List.of(Row.of("id", 2), Row.of("id", 3))));
  }

  private void assertEndsAndLeavesNothing(CompletableFuture<?> call) {
    assertThat(call).failsWithin(LONG);
    Awaitility.await().atMost(LONG)
        .until(() -> database.poolStatistics().running() == 0);
    proxy.resume();
    Awaitility.await().atMost(LONG).ignoreExceptions()
        .until(() -> await(database.count("notes", Filter.all())) == 1);
  }
}
