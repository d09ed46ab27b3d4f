package dev.plinth.factory;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waits for futures, and takes failures out of the wrappings of {@link java.util.concurrent}. */
final class Waiting {
  private Waiting() {}

  static <T extends @Nullable Object> T on(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      future.cancel(true);
      return done(future);
    } catch (ExecutionException failed) {
      throw thrown(failed);
    }
  }

  /** The first cause that is no wrapping. */
  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static <T extends @Nullable Object> T done(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CancellationException | CompletionException failed) {
      throw thrown(failed);
    }
  }

  private static RuntimeException thrown(Exception failed) {
    return switch (unwrapped(failed)) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case Throwable checked -> new CompletionException(checked);
    };
  }
}
