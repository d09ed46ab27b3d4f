package dev.plinth.mongo;

import static dev.plinth.data.Filter.field;
import static dev.plinth.factory.Databases.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.Transaction;
import dev.plinth.TransactionOptions;
import dev.plinth.data.Aggregation;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.data.Update;
import dev.plinth.factory.Databases;
import dev.plinth.schema.PortableType;
import dev.plinth.schema.TableDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Transactions that read and write the same few records. */
final class NamedServerTransferTest {
  private static final int THREADS = 8;
  private static final int TRANSFERS = 25;
  private static final int ACCOUNTS = 5;

  @Test
  void keepsTheSumOfTransfersBetweenFiveAccounts() throws Exception {
    Options options = Options.defaults()
        .withPool(Options.defaults().pool().withMaxSize(THREADS + 1));
    try (
        DatabaseProvider database =
            await(Databases.open(NamedServer.freshDatabaseUrl(), options));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      await(database.createTable(TableDefinition.named("accounts")
          .column("id", PortableType.LONG).column("balance", PortableType.LONG)
          .primaryKey("id")));
      await(database.insertAll("accounts", LongStream.range(0, ACCOUNTS)
          .mapToObj(id -> Row.of("id", id, "balance", 1_000)).toList()));
      var tasks = new ArrayList<Future<?>>();
      for (int thread = 0; thread < THREADS; thread++) {
        var random = new Random(thread);
        tasks.add(threads.submit(() -> {
          for (int i = 0; i < TRANSFERS; i++) {
            transfer(database, random.nextLong(ACCOUNTS), random.nextLong(ACCOUNTS));
          }
          return "done";
        }));
      }
      for (Future<?> task : tasks) {
        assertThat(task.get()).isEqualTo("done");
      }
      assertThat(await(database.aggregate(Aggregation.from("accounts").sum("balance", "sum")))
          .row(0).longValue("sum")).isEqualTo(ACCOUNTS * 1_000);
      assertThat(await(database.aggregate(Aggregation.from("accounts").count("n"))).row(0)
          .longValue("n")).isEqualTo(ACCOUNTS);
    }
  }

  private static void transfer(DatabaseProvider database, long from, long to) {
    TransactionOptions options = TransactionOptions.defaults().withMaxAttempts(20)
        .withTimeout(Duration.ofSeconds(60));
    await(database.inTransaction(options, tx -> balance(tx, from)
        .thenCompose(left -> balance(tx, to).thenCompose(right -> from == to
            ? CompletableFuture.completedFuture(0L)
            : set(tx, from, left - 10).thenCompose(done -> set(tx, to, right + 10))))));
  }

  private static CompletableFuture<Long> balance(Transaction tx, long id) {
    return tx.findOne(Query.from("accounts").where(field("id").eq(id)))
        .thenApply(row -> row.orElseThrow().longValue("balance"));
  }

  private static CompletableFuture<Long> set(Transaction tx, long id, long balance) {
    return tx.update("accounts", field("id").eq(id), Update.of("balance", balance));
  }
}
