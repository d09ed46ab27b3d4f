package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseProviderFactory;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.SharedDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The engines that are open, each for one database, one user and one set of options and parameters,
 * counted by their handles.
 *
 * <p>A database is opened anew only after the engine before it has closed, so that the two never hold
 * the same file or lock.
 */
final class SharedEngines {
  /** What tells databases apart. */
  private record Identity(String backend, String database) {}

  private final Map<Identity, List<SharedEngine>> engines = new HashMap<>();

  CompletableFuture<DatabaseProvider> open(DatabaseProviderFactory factory, DatabaseUrl url,
      Options options) {
    var identity = new Identity(factory.backend(), factory.identity(url));
    var fresh = new SharedEngine(url, options);
    SharedEngine engine = claim(factory, identity, fresh);
    if (engine == fresh) {
      var unused = closings(identity).thenCompose(closed -> factory.open(url, options))
          .whenComplete((database, failure) -> opened(identity, engine, database, failure));
    }
    return engine.opened.thenApply(database -> newHandle(identity, engine, database));
  }

  /** The engine that is open with these options, counted up, or else the fresh one. */
  private SharedEngine claim(DatabaseProviderFactory factory, Identity identity,
      SharedEngine fresh) {
    synchronized (engines) {
      List<SharedEngine> same = engines.computeIfAbsent(identity, absent -> new ArrayList<>());
      for (SharedEngine known : same) {
        if (!known.isClosing() && known.isLike(fresh)) {
          known.handles++;
          return known;
        }
      }
      refuseOtherOptions(factory, same);
      same.add(fresh);
      return fresh;
    }
  }

  private static void refuseOtherOptions(DatabaseProviderFactory factory, List<SharedEngine> same) {
    if (factory.exclusive() && same.stream().anyMatch(known -> !known.isClosing())) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "this database is open in this process with other options or URL parameters, which "
              + factory.backend()
              + " does not allow: open it with equal ones and narrow the handle "
              + "by withTimeout, withLimits or readOnly, or close the other handles first");
    }
  }

  private CompletableFuture<?> closings(Identity identity) {
    synchronized (engines) {
      return CompletableFuture.allOf(engines.getOrDefault(identity, List.of()).stream()
          .filter(SharedEngine::isClosing).map(known -> known.closed)
          .toArray(CompletableFuture<?>[]::new));
    }
  }

  private void opened(Identity identity, SharedEngine engine, @Nullable SharedDatabase database,
      @Nullable Throwable failure) {
    if (database != null) {
      engine.opened.complete(database);
      return;
    }
    forget(identity, engine);
    engine.opened
        .completeExceptionally(failure != null ? failure : new NullPointerException("database"));
  }

  private DatabaseProvider newHandle(Identity identity, SharedEngine engine,
      SharedDatabase database) {
    var released = new AtomicBoolean();
    try {
      return database.newHandle(() -> released.getAndSet(true)
          ? CompletableFuture.completedFuture(null)
          : release(identity, engine, database));
    } catch (RuntimeException | Error failed) {
      var unused = release(identity, engine, database);
      throw failed;
    }
  }

  private CompletableFuture<@Nullable Void> release(Identity identity, SharedEngine engine,
      SharedDatabase database) {
    synchronized (engines) {
      engine.handles--;
      if (!engine.isClosing()) {
        return CompletableFuture.completedFuture(null);
      }
    }
    return close(database).whenComplete((closed, failure) -> {
      forget(identity, engine);
      engine.closed.complete(null);
    });
  }

  private static CompletableFuture<@Nullable Void> close(SharedDatabase database) {
    try {
      return database.closeAsync();
    } catch (RuntimeException | LinkageError failed) {
      return CompletableFuture.failedFuture(failed);
    }
  }

  private void forget(Identity identity, SharedEngine engine) {
    synchronized (engines) {
      engines.computeIfPresent(identity, (same, list) -> {
        list.remove(engine);
        return list.isEmpty() ? null : list;
      });
    }
  }
}
