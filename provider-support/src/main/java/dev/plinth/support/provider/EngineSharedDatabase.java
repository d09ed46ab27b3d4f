package dev.plinth.support.provider;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.spi.SharedDatabase;
import dev.plinth.support.engine.Engine;
import dev.plinth.support.pipeline.View;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine with everything that a provider is made of; what a provider's factory returns. */
public final class EngineSharedDatabase implements SharedDatabase {
  private final EngineContext context;

  /** Wraps an engine. */
  public EngineSharedDatabase(Engine engine, Options options) {
    this.context = EngineContext.of(engine, options);
  }

  @Override
  public DatabaseProvider newHandle(Supplier<CompletableFuture<@Nullable Void>> release) {
    return new EngineProvider(context, new OpenHandle(release), View.of(context.options()));
  }

  @Override
  public CompletableFuture<@Nullable Void> closeAsync() {
    return context.engine().closeAsync().whenComplete((done, failure) -> {
      context.passwords().close();
      context.pipeline().close();
    });
  }
}
