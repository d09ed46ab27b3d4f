package dev.plinth.spi;

import dev.plinth.ErrorCode;
import dev.plinth.Options;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A backend, found by {@link java.util.ServiceLoader}. The one public class of a provider module. */
public interface DatabaseProviderFactory {
  /** The name of the backend, for example {@code sqlite}. */
  String backend();

  /** The schemes of the URLs that it opens, in lower case. */
  Set<String> schemes();

  /**
   * What tells two databases apart: URLs with the same identity name the same one. For a file its real
   * path; a text never equal to another for a database of its own, such as anonymous memory.
   *
   * <p>Throws {@link dev.plinth.DatabaseException} with {@link ErrorCode#INVALID_ARGUMENT} for a URL that
   * this backend cannot open. Opens nothing.
   */
  String identity(DatabaseUrl url);

  /** Whether a database that is open may not be opened again with other options. */
  boolean exclusive();

  /**
   * Opens the engine of a database. Unless the options say {@code lazy}, it has answered once when the
   * future completes. Nothing of the schema is changed.
   */
  CompletableFuture<SharedDatabase> open(DatabaseUrl url, Options options);
}
