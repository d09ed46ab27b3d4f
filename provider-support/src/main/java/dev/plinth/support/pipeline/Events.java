package dev.plinth.support.pipeline;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.OperationEvent;
import dev.plinth.OperationListener;
import dev.plinth.Options;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of operations that ended, and logs slow ones; without values. */
final class Events {
  private static final Logger LOG = LoggerFactory.getLogger("dev.plinth.operations");

  private static final int MOST_UNTOLD = 10_000;

  private final AtomicInteger untold = new AtomicInteger();
  private final AtomicBoolean dropping = new AtomicBoolean();
  private final String backend;
  private final List<OperationListener> listeners;
  private final long slowNanos;
  private final Executor executor;

  Events(String backend, Options options, Executor executor) {
    this.backend = backend;
    this.listeners = options.listeners();
    this.slowNanos = options.slowStatement().toNanos();
    this.executor = executor;
  }

  void ended(Request request, long nanos, @Nullable Throwable failure, int attempts) {
    if (nanos >= slowNanos) {
      LOG.warn("slow: {} {} took {} ms in {} attempts", request.operation(),
          request.table() == null ? "" : request.table(), nanos / 1_000_000, attempts);
    }
    if (!listeners.isEmpty()) {
      var event =
          new OperationEvent(backend, request.operation(), request.table(), Duration.ofNanos(nanos),
              code(failure), attempts);
      tellSoon(event);
    }
  }

  /** A listener that blocks must not fill the memory with events that wait for it. */
  private void tellSoon(OperationEvent event) {
    if (untold.incrementAndGet() > MOST_UNTOLD) {
      untold.decrementAndGet();
      if (!dropping.getAndSet(true)) {
        LOG.warn(
            "{} events wait for operation listeners that do not return; further ones are dropped",
            MOST_UNTOLD);
      }
      return;
    }
    executor.execute(() -> {
      try {
        tell(event);
      } finally {
        untold.decrementAndGet();
        dropping.set(false);
      }
    });
  }

  private void tell(OperationEvent event) {
    for (OperationListener listener : listeners) {
      try {
        listener.onOperation(event);
      } catch (RuntimeException | Error thrown) {
        LOG.warn("an operation listener failed with {}", thrown.getClass().getName());
      }
    }
  }

  private static @Nullable ErrorCode code(@Nullable Throwable failure) {
    return switch (failure) {
      case null -> null;
      case DatabaseException known -> known.code();
      case CancellationException cancelled -> ErrorCode.CANCELLED;
      default -> ErrorCode.QUERY_FAILED;
    };
  }
}
