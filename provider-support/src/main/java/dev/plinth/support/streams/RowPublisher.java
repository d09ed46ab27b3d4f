package dev.plinth.support.streams;

import dev.plinth.data.Row;
import dev.plinth.support.pipeline.CallClock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/** A cold stream: each subscription has a source of its own. */
public final class RowPublisher implements Flow.Publisher<Row> {
  private final Supplier<RowSource> source;
  private final Executor executor;
  private final CallClock clock;
  private final Duration idleTime;

  /** A publisher whose subscribers are called on {@code executor}. */
  public RowPublisher(Supplier<RowSource> source, Executor executor, CallClock clock,
      Duration idleTime) {
    this.source = source;
    this.executor = executor;
    this.clock = clock;
    this.idleTime = idleTime;
  }

  @Override
  public void subscribe(Flow.Subscriber<? super Row> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    new RowSubscription(subscriber, source.get(), executor, clock, idleTime).start();
  }
}
