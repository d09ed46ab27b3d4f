package dev.plinth.support.provider;

import dev.plinth.DatabaseException;
import dev.plinth.support.engine.Work;
import dev.plinth.support.pipeline.Request;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends work on its way: a handle to the engine, a transaction to its session, in order. */
public interface Dispatcher {
  /** Sends work. */
  <T extends @Nullable Object> CompletableFuture<T> dispatch(Request request, Work<T> work);

  /** Fails a call that is not sent, because of its arguments. */
  <T extends @Nullable Object> CompletableFuture<T> refuse(Request request,
      DatabaseException reason);

  /**
   * Sends work that needs something first that takes long and is not the database's, such as a
   * password's hash. In a transaction it keeps its place in the order. Where the call ends early, the
   * preparation is cancelled.
   */
  <P, T extends @Nullable Object> CompletableFuture<T> dispatchAfter(
      CompletableFuture<P> preparation,
      Request request, Function<? super P, Work<T>> work);
}
