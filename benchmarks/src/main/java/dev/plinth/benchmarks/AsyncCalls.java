package dev.plinth.benchmarks;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Blocking calls made asynchronous as most code does it: {@code supplyAsync}, and the caller joins. */
record AsyncCalls(ServerCalls blocking, Executor executor) implements ServerCalls {
  @Override
  public long read(long id) {
    return async(() -> blocking.read(id));
  }

  @Override
  public Object insert(long id) {
    return async(() -> blocking.insert(id));
  }

  @Override
  public Object insertCounted(long number) {
    return async(() -> blocking.insertCounted(number));
  }

  private <T> T async(Callable<T> call) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        return call.call();
      } catch (Exception failure) {
        throw new CompletionException(failure);
      }
    }, executor).join();
  }

  @Override
  public boolean isDuplicate(Exception failure) {
    return failure.getCause() instanceof Exception cause && blocking.isDuplicate(cause);
  }

  @Override
  public void close() {
    blocking.close();
  }
}
