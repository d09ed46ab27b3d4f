package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Opens databases. The backend is found by the scheme of the URL among the providers on the class path:
 * those that the context class loader of the calling thread sees, then those beside this class.
 *
 * <p>Every open returns a handle of its own. Handles of the same database with equal credentials, URL
 * parameters and options share one engine, which is closed with the last of them. No method waits for a database; a null argument throws
 * {@link NullPointerException} at once, and every other failure completes the future with {@link
 * DatabaseException}. Cancelling the future of an open gives the handle up: where it opens all the same,
 * it is closed at once.
 */
public final class Databases {
  private static final Opener OPENER = new Opener(new SharedEngines());

  private Databases() {}

  /** Opens a database with the default options; see {@link #open(String, Options)}. */
  public static CompletableFuture<DatabaseProvider> open(String url) {
    return open(url, Options.defaults());
  }

  /**
   * Opens a database.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} for a URL that cannot be read, for a scheme that no
   * provider on the class path opens, and for a database that is open with other options where its backend
   * allows that once (SQLite); with what the backend says, such as {@link ErrorCode#CONNECTION_FAILED} or
   * {@link ErrorCode#AUTHENTICATION_FAILED}, where it cannot be opened. A failed open leaves nothing open.
   *
   * @param url for example {@code sqlite:./data/app.db}; {@link DatabaseUrl} describes the forms
   */
  public static CompletableFuture<DatabaseProvider> open(String url, Options options) {
    Objects.requireNonNull(url, "url");
    return OPENER.open(() -> DatabaseUrl.parse(url), Objects.requireNonNull(options, "options"));
  }

  /** Opens a database named by its parts, with the default options. */
  public static CompletableFuture<DatabaseProvider> open(ConnectionSettings settings) {
    return open(settings, Options.defaults());
  }

  /** Opens a database named by its parts; fails as {@link #open(String, Options)} does. */
  public static CompletableFuture<DatabaseProvider> open(ConnectionSettings settings,
      Options options) {
    Objects.requireNonNull(settings, "settings");
    return OPENER.open(settings::url, Objects.requireNonNull(options, "options"));
  }

  /**
   * Opens a database that is looked up where its target says, with user and password that are asked for each
   * new connection where they come from a vault.
   *
   * <p>Fails with {@link ErrorCode#NOT_FOUND} where a vault, a credential or a variable is not there, with
   * what {@link dev.plinth.credentials.CredentialSource#find} says, and as {@link #open(String, Options)}
   * does.
   */
  public static CompletableFuture<DatabaseProvider> open(Target target, Vaults vaults,
      Options options) {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(vaults, "vaults");
    return OPENER.locateAndOpen(() -> target.locate(vaults), target.type(),
        Objects.requireNonNull(options, "options"));
  }

  /** Opens the database that the environment of this process names; see {@link #fromEnvironment(Map, Options)}. */
  public static CompletableFuture<DatabaseProvider> fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /** Opens the database that these variables name, with the default options. */
  public static CompletableFuture<DatabaseProvider> fromEnvironment(
      Map<String, String> environment) {
    return fromEnvironment(environment, Options.defaults());
  }

  /**
   * Opens the database that these variables name: {@code DATABASE_URL}, else {@code TIDB_URL}, else {@code
   * TIDB_HOST} with {@code TIDB_PORT}, {@code TIDB_USER}, {@code TIDB_PASSWORD} and {@code TIDB_DATABASE}.
   * The encryption key is {@code ENCRYPTION_KEY} (base64 of 32 bytes), unless the options have one. An
   * empty variable counts as unset.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} if none of them is set, and as {@link #open(String,
   * Options)} does; {@link #openDefault()} has a default instead.
   */
  public static CompletableFuture<DatabaseProvider> fromEnvironment(Map<String, String> environment,
      Options options) {
    return open(new Environment(Map.copyOf(environment)), false, options);
  }

  /** Opens what {@link #fromEnvironment()} opens or, where no variable is set, {@code sqlite:./data/app.db}. */
  public static CompletableFuture<DatabaseProvider> openDefault() {
    return open(new Environment(System.getenv()), true, Options.defaults());
  }

  /** The backends on the class path, by name. */
  public static List<Backend> available() {
    return Providers.find(Thread.currentThread().getContextClassLoader()).backends();
  }

  /**
   * Waits for a future and returns its value, or throws what it failed with: the {@link DatabaseException}
   * itself, where {@code join()} would wrap it. {@link CancellationException} stays what it is.
   *
   * <p>Waiting costs a virtual thread nothing. Where the thread is interrupted, the future is cancelled,
   * and with it the operation if it is the very future that the library returned; the thread stays
   * interrupted, and {@link CancellationException} is thrown unless the value arrived first.
   */
  public static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
    return Waiting.on(future);
  }

  private static CompletableFuture<DatabaseProvider> open(Environment environment,
      boolean orDefault,
      Options options) {
    Objects.requireNonNull(options, "options");
    Options withKey;
    try {
      withKey = environment.options(options);
    } catch (DatabaseException refused) {
      return CompletableFuture.failedFuture(refused);
    }
    return OPENER.open(() -> environment.url(orDefault), withKey);
  }
}
