package dev.plinth.support.pipeline;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Acts on the end of a stage whose result belongs to somebody else. */
public final class Completions {
  private Completions() {}

  /** Runs an action when the stage has ended; it must not throw. */
  public static <T extends @Nullable Object> void whenEnded(CompletionStage<T> stage,
      BiConsumer<? super T, ? super @Nullable Throwable> action) {
    CompletionStage<T> unused = stage.whenComplete(action);
  }

  /** Ends a future as a stage ends. */
  public static <T extends @Nullable Object> void forward(CompletionStage<T> from,
      CompletableFuture<T> to) {
    whenEnded(from, (value, failure) -> {
      if (failure == null) {
        to.complete(value);
      } else {
        to.completeExceptionally(
            failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure);
      }
    });
  }
}
