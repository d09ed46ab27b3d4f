package dev.plinth.mcp;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.spi.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which URLs a client may open by itself.
 *
 * @param allowed whether any
 * @param folders in which files may be opened; without one no file may
 */
public record UrlPermission(boolean allowed, List<Path> folders) {
  /** Others make drivers load classes, read files or send them to the server. */
  private static final Set<String> HARMLESS = new TreeSet<>(Set.of("authsource", "charset",
      "currentschema", "replicaset", "retrywrites", "ssl", "sslmode", "tls", "w"));

  /** Copies the list, with links followed. Fails with {@link ErrorCode#INVALID_ARGUMENT} for a folder that there is not. */
  public UrlPermission {
    var real = new ArrayList<Path>();
    for (Path folder : folders) {
      try {
        real.add(folder.toRealPath());
      } catch (IOException missing) {
        throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
            "the folder " + folder + " does not exist; create it or name another one");
      }
    }
    folders = List.copyOf(real);
  }

  /** None. */
  public static UrlPermission none() {
    return new UrlPermission(false, List.of());
  }

  /** Servers and databases in memory, and files in these folders. */
  public static UrlPermission inFolders(List<Path> folders) {
    return new UrlPermission(true, folders);
  }

  /** Refuses a URL that may not be opened. */
  void check(DatabaseUrl url) {
    if (!allowed) {
      throw denied("this server opens no URL of a client; name one of its connections, or a "
          + "credential by vaultName and credentialName");
    }
    for (String parameter : url.parameters().keySet()) {
      if (!HARMLESS.contains(parameter.toLowerCase(Locale.ROOT))) {
        throw denied("this server takes no parameter " + Arguments.shown(parameter)
            + " in the URL of a client; it takes " + String.join(", ", HARMLESS));
      }
    }
    if (url.hosts().isEmpty() && !isInMemory(url) && !isInFolder(url.database())) {
      throw denied("this server opens files in the folders alone that its operator named");
    }
  }

  private static boolean isInMemory(DatabaseUrl url) {
    // A database in memory that has a name is shared with whoever knows it.
    return url.scheme().equals("sqlite") && url.database().equals(":memory:");
  }

  private boolean isInFolder(String file) {
    try {
      Path path = Path.of(file).toAbsolutePath().normalize();
      Path known = Files.exists(path) ? path.toRealPath() : realParent(path);
      return folders.stream().anyMatch(known::startsWith) && !known.equals(known.getRoot());
    } catch (IOException | InvalidPathException unreadable) {
      return false;
    }
  }

  private static Path realParent(Path path) throws IOException {
    Path parent = path.getParent();
    Path name = path.getFileName();
    if (parent == null || name == null || Files.isSymbolicLink(path)) {
      throw new IOException("no file");
    }
    return parent.toRealPath().resolve(name.toString());
  }

  private static DatabaseException denied(String message) {
    return new DatabaseException(ErrorCode.ACCESS_DENIED, message);
  }
}
