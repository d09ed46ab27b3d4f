package dev.plinth.factory;

import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One engine that is opening, open, or closing. {@link SharedEngines} guards the count. */
final class SharedEngine {
  final CompletableFuture<SharedDatabase> opened = new CompletableFuture<>();
  final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
  /** Opens that wait for the engine count too, so that it does not close before their turn. */
  int handles = 1;

  private final DatabaseUrl url;
  private final Options options;

  SharedEngine(DatabaseUrl url, Options options) {
    this.url = url;
    this.options = options;
  }

  /** Whether it was opened as the other is to be: a handle is no way around another password. */
  boolean isLike(SharedEngine other) {
    return options.equals(other.options) && url.user().equals(other.url.user())
        && url.password().equals(other.url.password())
        && url.parameters().equals(other.url.parameters());
  }

  boolean isClosing() {
    return handles == 0;
  }
}
