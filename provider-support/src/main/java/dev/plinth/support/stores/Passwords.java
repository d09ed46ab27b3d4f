package dev.plinth.support.stores;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Hashes of passwords that may be absent. */
final class Passwords {
  private Passwords() {}

  static CompletableFuture<Optional<String>> hash(StoreContext context, @Nullable String password) {
    return password == null
        ? CompletableFuture.completedFuture(Optional.empty())
        : context.passwords().hash(password).thenApply(Optional::of);
  }
}
