package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseProviderFactory;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import dev.plinth.support.provider.EngineSharedDatabase;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Opens SQLite: {@code sqlite:./data/app.db}, {@code sqlite:///absolute/path.db}, {@code
 * sqlite::memory:} and {@code sqlite::memory:name}.
 *
 * <p>Parameters of the URL, which may also be properties of the options: {@code synchronous} is {@code
 * full} (the default) or {@code normal}; {@code immutable=true} reads a file that nobody changes
 * without any lock.
 */
public final class SqliteProviderFactory implements DatabaseProviderFactory {
  static final String BACKEND = "sqlite";

  /** For {@link java.util.ServiceLoader}. */
  public SqliteProviderFactory() {}

  @Override
  public String backend() {
    return BACKEND;
  }

  @Override
  public Set<String> schemes() {
    return Set.of(BACKEND);
  }

  @Override
  public String identity(DatabaseUrl url) {
    SqliteSettings settings = SqliteSettings.of(url, Options.defaults().readOnly());
    return settings.location().identity();
  }

  @Override
  public boolean exclusive() {
    return true;
  }

  @Override
  public CompletableFuture<SharedDatabase> open(DatabaseUrl url, Options options) {
    SqliteEngine engine;
    try {
      engine = new SqliteEngine(SqliteSettings.of(url, options), url.redacted(), options);
    } catch (DatabaseException refusal) {
      return CompletableFuture.failedFuture(refusal);
    }
    if (options.lazy()) {
      return CompletableFuture.completedFuture(new EngineSharedDatabase(engine, options));
    }
    // What the caller chained must not run on the writer's thread.
    return engine.open().handleAsync((done, failure) -> failure, Thread::startVirtualThread)
        .thenCompose(failure -> failure == null
            ? CompletableFuture.completedFuture(new EngineSharedDatabase(engine, options))
            : engine.closeAsync().handle((closed, again) -> failure)
                .thenCompose(CompletableFuture::failedFuture));
  }
}
