package dev.plinth.factory;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseProviderFactory;
import dev.plinth.spi.DatabaseUrl;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens on a thread of its own: finding providers and naming a file by its real path touch the disk. */
final class Opener {
  private final SharedEngines engines;

  Opener(SharedEngines engines) {
    this.engines = engines;
  }

  CompletableFuture<DatabaseProvider> open(Supplier<DatabaseUrl> url, Options options) {
    return locateAndOpen(() -> new Located(url.get(), null), "", options);
  }

  /**
   * Looks a database up and opens it.
   *
   * @param type the scheme that its backend must open; empty for any
   */
  CompletableFuture<DatabaseProvider> locateAndOpen(Supplier<Located> place, String type,
      Options options) {
    var opened = new CompletableFuture<DatabaseProvider>();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    Thread.ofVirtual().name("plinth-open").start(() -> {
      try {
        Located found = place.get();
        Options wanted = found.options(options);
        refuseTwoPasswords(found.url(), wanted);
        DatabaseProviderFactory factory = Providers.find(context).forUrl(found.url());
        refuseOtherType(factory, type);
        var unused = engines.open(factory, found.url(), wanted).whenCompleteAsync(
            (handle, failure) -> deliver(handle, failure, opened), executor(options));
      } catch (RuntimeException | LinkageError failure) {
        deliver(null, failure, opened);
      }
    });
    return opened;
  }

  private static void refuseTwoPasswords(DatabaseUrl url, Options options) {
    if (options.credentials() != null && !url.password().isEmpty()) {
      throw ConnectionSettings
          .invalid("the URL has a password and the options have credentials: take "
              + "the password out of the URL");
    }
  }

  private static void refuseOtherType(DatabaseProviderFactory factory, String type) {
    if (!type.isEmpty() && !factory.schemes().contains(type)) {
      throw ConnectionSettings.invalid("the database is of the type " + factory.backend()
          + ", and another type was asked for");
    }
  }

  private static void deliver(@Nullable DatabaseProvider handle, @Nullable Throwable failure,
      CompletableFuture<DatabaseProvider> opened) {
    if (handle == null) {
      opened.completeExceptionally(coded(failure));
    } else if (!opened.complete(handle)) {
      // The caller has cancelled: nobody else knows this handle.
      var unused = handle.closeAsync();
    }
  }

  private static DatabaseException coded(@Nullable Throwable failure) {
    if (failure == null) {
      return new DatabaseException(ErrorCode.QUERY_FAILED, "the provider opened nothing");
    }
    return switch (Waiting.unwrapped(failure)) {
      case DatabaseException known -> known;
      case LinkageError mismatch -> new DatabaseException(ErrorCode.UNSUPPORTED,
          "the provider does not fit a library on the class path, which is missing or of another "
              + "version: compare it with the versions that the provider's pom names",
          BackendFailure.of(mismatch));
      case Throwable unexpected -> new DatabaseException(ErrorCode.QUERY_FAILED,
          "the provider could not open the database: " + unexpected.getClass().getName(),
          BackendFailure.of(unexpected));
    };
  }

  private static Executor executor(Options options) {
    Executor chosen = options.executor();
    return task -> {
      try {
        if (chosen != null) {
          chosen.execute(task);
          return;
        }
      } catch (RuntimeException shutDown) {
        // An answer on another thread is better than none.
      }
      Thread.ofVirtual().name("plinth-callback").start(task);
    };
  }
}
