package dev.plinth.support.stores;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls one after another as one future: whoever ends it early ends the call that is under way. */
final class Steps<T> {
  private final CompletableFuture<T> whole = new CompletableFuture<>();
  private volatile @Nullable CompletableFuture<?> current;

  /** The next call; not made any more once the whole has ended. */
  <S> CompletableFuture<S> next(Supplier<CompletableFuture<S>> call) {
    if (whole.isDone()) {
      return CompletableFuture.failedFuture(new CancellationException());
    }
    CompletableFuture<S> step = call.get();
    current = step;
    if (whole.isDone()) {
      step.cancel(true);
    }
    return step;
  }

  /** The whole, which ends as the last stage does. */
  CompletableFuture<T> until(CompletableFuture<T> last) {
    var unused = last.whenComplete((value, failure) -> {
      if (failure == null) {
        whole.complete(value);
      } else {
        whole.completeExceptionally(failure);
      }
    });
    var unusedToo = whole.whenComplete((value, failure) -> endCurrent());
    return whole;
  }

  private void endCurrent() {
    CompletableFuture<?> step = current;
    if (step != null) {
      step.cancel(true);
    }
  }
}
