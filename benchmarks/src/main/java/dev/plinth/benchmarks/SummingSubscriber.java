package dev.plinth.benchmarks;

import dev.plinth.data.Row;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads each row, and asks for the next thousand when half of one has come. */
final class SummingSubscriber implements Flow.Subscriber<Row> {
  private static final int WINDOW = 1024;

  private final CompletableFuture<Long> end = new CompletableFuture<>();
  private Flow.@Nullable Subscription subscription;
  private long sum;
  private int since;

  long total() {
    return end.join();
  }

  @Override
  public void onSubscribe(Flow.Subscription begun) {
    subscription = begun;
    begun.request(WINDOW);
  }

  @Override
  public void onNext(Row row) {
    sum += Notes.sum(row);
    if (++since == WINDOW / 2 && subscription != null) {
      since = 0;
      subscription.request(WINDOW / 2);
    }
  }

  @Override
  public void onError(Throwable failure) {
    end.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    end.complete(sum);
  }
}
