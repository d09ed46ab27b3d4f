package dev.plinth.support.provider;

import dev.plinth.support.pipeline.Completions;
import dev.plinth.support.pipeline.HandleState;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a handle and its views share: whether it is open, and what happens when it is closed. */
final class OpenHandle {
  private final HandleState state = new HandleState();
  private final Supplier<CompletableFuture<@Nullable Void>> release;
  private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> closing =
      new AtomicReference<>();

  OpenHandle(Supplier<CompletableFuture<@Nullable Void>> release) {
    this.release = release;
  }

  HandleState state() {
    return state;
  }

  /** Closes once; every call gets a future of its own, so that cancelling one ends nothing. */
  CompletableFuture<@Nullable Void> close() {
    var mine = new CompletableFuture<@Nullable Void>();
    CompletableFuture<@Nullable Void> first = closing.compareAndExchange(null, mine);
    if (first != null) {
      return first.copy();
    }
    Completions.forward(state.close().thenCompose(drained -> release.get()), mine);
    return mine.copy();
  }
}
