package dev.plinth.testkit;

import dev.plinth.data.Row;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A subscriber that asks for rows when the test says so, and keeps everything that it is told. */
final class Collector implements Flow.Subscriber<Row> {
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
  private final List<Row> rows = new CopyOnWriteArrayList<>();
  private final AtomicInteger signalsAtOnce = new AtomicInteger();
  private final Consumer<Collector> onRow;
  private volatile @Nullable String violation;

  private Collector(Consumer<Collector> onRow) {
    this.onRow = onRow;
  }

  /** Subscribes without demand. */
  static Collector subscribe(Flow.Publisher<Row> publisher) {
    return subscribe(publisher, collector -> {
    });
  }

  /** Subscribes without demand; the action runs after each row, on the thread that brings it. */
  static Collector subscribe(Flow.Publisher<Row> publisher, Consumer<Collector> onRow) {
    var collector = new Collector(onRow);
    publisher.subscribe(collector);
    return collector;
  }

  /** All rows of a publisher that must end well. */
  static List<Row> all(Flow.Publisher<Row> publisher) {
    Collector collector = subscribe(publisher).request(Long.MAX_VALUE);
    var unused = Outcomes.await(collector.end);
    return collector.rows();
  }

  Collector request(long count) {
    Outcomes.await(subscription).request(count);
    return this;
  }

  void cancel() {
    Outcomes.await(subscription).cancel();
  }

  /** Waits until so many rows have come in all. */
  Collector awaitRows(int count) {
    Awaitility.await().atMost(Outcomes.PATIENCE).until(() -> rows.size() >= count || end.isDone());
    return this;
  }

  /** Ends as the stream does. */
  CompletableFuture<@Nullable Void> end() {
    return end;
  }

  /** What has come until now. */
  List<Row> rows() {
    String broken = violation;
    if (broken != null) {
      throw new AssertionError(broken);
    }
    return List.copyOf(rows);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    if (!subscription.complete(given)) {
      violation = "subscribed twice";
    }
  }

  @Override
  public void onNext(Row row) {
    if (signalsAtOnce.incrementAndGet() > 1) {
      violation = "two signals at once";
    }
    if (end.isDone()) {
      violation = "a row after the end";
    }
    rows.add(row);
    onRow.accept(this);
    signalsAtOnce.decrementAndGet();
  }

  @Override
  public void onError(Throwable failure) {
    if (!end.completeExceptionally(failure)) {
      violation = "two ends";
    }
  }

  @Override
  public void onComplete() {
    if (!end.complete(null)) {
      violation = "two ends";
    }
  }
}
