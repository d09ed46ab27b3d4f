package dev.plinth.spi;

import dev.plinth.DatabaseProvider;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An open engine, from which any number of handles are made. */
public interface SharedDatabase {
  /**
   * A further handle.
   *
   * @param release called once, when the handle is closed and its calls have ended; what it returns is
   *     waited for by the handle's {@code closeAsync}
   */
  DatabaseProvider newHandle(Supplier<CompletableFuture<@Nullable Void>> release);

  /** Closes the engine: connections, threads, files. Called after the last handle's release. */
  CompletableFuture<@Nullable Void> closeAsync();
}
