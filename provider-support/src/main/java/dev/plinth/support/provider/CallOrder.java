package dev.plinth.support.provider;

import dev.plinth.support.pipeline.Completions;
import dev.plinth.support.pipeline.LibraryFuture;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The order of the calls of a transaction, or of one nested in it: each is sent at once, unless one
 * before it holds the others back.
 */
final class CallOrder {
  private final Executor executor;
  private final ArrayDeque<Runnable> held = new ArrayDeque<>();
  private boolean holding;
  private boolean closed;

  CallOrder(Executor executor) {
    this.executor = executor;
  }

  /** Sends a call, when those before it let it. */
  synchronized <T extends @Nullable Object> CompletableFuture<T> send(
      Supplier<CompletableFuture<T>> sending) {
    if (closed) {
      return CompletableFuture.failedFuture(TransactionCore.over());
    }
    if (!holding) {
      return sending.get();
    }
    var result = new LibraryFuture<T>(executor);
    held.add(() -> forward(sending.get(), result));
    return result;
  }

  /** Sends a call that holds the others back until it has ended. */
  <T extends @Nullable Object> CompletableFuture<T> sendAlone(
      Supplier<CompletableFuture<T>> sending) {
    return send(() -> {
      holdBack();
      CompletableFuture<T> call = sending.get();
      Completions.whenEnded(call, (value, failure) -> resume());
      return call;
    });
  }

  /** Sends the last call: those issued after it fail. */
  synchronized <T extends @Nullable Object> CompletableFuture<T> sendLast(
      Supplier<CompletableFuture<T>> sending) {
    CompletableFuture<T> call = send(sending);
    closed = true;
    return call;
  }

  /** Holds back what is sent from now on, until {@link #resume}. */
  synchronized void holdBack() {
    holding = true;
  }

  /** Sends what was held back, as far as that does not hold the rest back again. */
  synchronized void resume() {
    holding = false;
    while (!holding && !held.isEmpty()) {
      held.remove().run();
    }
  }

  /** Ends a future as another ends; whoever abandons it cancels the other. */
  static <T extends @Nullable Object> void forward(CompletableFuture<T> from,
      LibraryFuture<T> to) {
    to.onAbandoned(() -> from.cancel(true));
    Completions.whenEnded(from, (value, failure) -> {
      if (failure == null) {
        to.deliver(value);
      } else {
        to.deliverFailure(Failures.unwrapped(failure));
      }
    });
  }
}
