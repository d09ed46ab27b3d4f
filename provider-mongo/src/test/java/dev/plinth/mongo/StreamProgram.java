package dev.plinth.mongo;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.data.Query;
import dev.plinth.data.Row;
import dev.plinth.factory.Databases;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** Streams all notes of the database that its argument names, and says how many there are. */
final class StreamProgram {
  private StreamProgram() {}

  public static void main(String[] arguments) {
    try (DatabaseProvider database = await(Databases.open(arguments[0], Options.defaults()))) {
      var counted = new CompletableFuture<Long>();
      database.findStream(Query.from("notes")).subscribe(new Counter(counted));
      System.out.println("notes: " + counted.join());
    }
  }

  private static final class Counter implements Flow.Subscriber<Row> {
    private final CompletableFuture<Long> counted;
    private long count;

    Counter(CompletableFuture<Long> counted) {
      this.counted = counted;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Row row) {
      count++;
    }

    @Override
    public void onError(Throwable failure) {
      counted.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      counted.complete(count);
    }
  }
}
