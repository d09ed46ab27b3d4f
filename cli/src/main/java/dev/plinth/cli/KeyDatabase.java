package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.factory.OwnerAlone;
import dev.plinth.factory.Target;
import dev.plinth.platform.ApiKey;
import dev.plinth.platform.Page;
import dev.plinth.platform.PageRequest;
import dev.plinth.platform.User;
import dev.plinth.platform.UserFilter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The database of API keys. */
final class KeyDatabase {
  private static final int PAGE = 500;

  private final References references;
  private final @Nullable String url;

  /** The one that {@code --keys} names, or the file of the command. */
  KeyDatabase(References references, @Nullable String url) {
    this.references = references;
    this.url = url;
  }

  /** Whether there can be keys, without creating the file. */
  boolean exists() {
    return url != null || Files.exists(file());
  }

  /** Which database. */
  Target target() {
    return url == null
        ? Target.of("sqlite:" + file().toString().replace("%", "%25").replace("?", "%3F"))
        : references.target(url);
  }

  /** Opens it with its platform tables. */
  DatabaseProvider open() {
    if (url == null) {
      createFile();
    }
    DatabaseProvider database =
        await(Databases.open(target(), references.vaults(), Options.defaults()));
    try {
      await(database.initialize());
      return database;
    } catch (RuntimeException | Error failed) {
      database.close();
      throw failed;
    }
  }

  /** Nobody else shall read whose keys there are; what SQLite writes beside the file gets the same permissions. */
  private void createFile() {
    Path file = file();
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(Objects.requireNonNull(file.getParent()), OwnerAlone.folder());
        Files.createFile(file, OwnerAlone.file());
      }
    } catch (FileAlreadyExistsException meanwhile) {
      // Another process was faster.
    } catch (IOException unwritable) {
      throw new DatabaseException(ErrorCode.CONNECTION_FAILED,
          "keys.db cannot be created in the folder of the command: "
              + unwritable.getClass().getSimpleName(),
          BackendFailure.of(unwritable));
    }
  }

  private Path file() {
    return references.home().resolve("keys.db").toAbsolutePath();
  }

  /** A key with its owner. */
  record Owned(ApiKey key, User owner) {}

  static List<Owned> keys(DatabaseProvider database) {
    var keys = new ArrayList<Owned>();
    for (User user : all(page -> database.listUsers(UserFilter.all(), page))) {
      all(page -> database.listApiKeys(user.id(), page))
          .forEach(key -> keys.add(new Owned(key, user)));
    }
    return keys;
  }

  private static <T> List<T> all(Function<PageRequest, CompletableFuture<Page<T>>> listing) {
    var items = new ArrayList<T>();
    Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
    while (next.isPresent()) {
      Page<T> page = await(listing.apply(next.get()));
      items.addAll(page.items());
      next = page.nextCursor().map(PageRequest.first(PAGE)::after);
    }
    return items;
  }
}
