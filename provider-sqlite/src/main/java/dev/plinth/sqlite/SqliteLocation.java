package dev.plinth.sqlite;

import dev.plinth.spi.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Where a database is. */
sealed interface SqliteLocation {
  /** What tells it apart from others. */
  String identity();

  /** In a file. */
  record InFile(Path path) implements SqliteLocation {
    /** The file beside it on which processes lock each other out while they set it up. */
    Path lockFile() {
      return beside("-plinth-lock");
    }

    /** The file beside it that holds what was not yet moved into it. */
    Path writeAheadLog() {
      return beside("-wal");
    }

    private Path beside(String ending) {
      return path.resolveSibling(path.getFileName() + ending);
    }

    @Override
    public String identity() {
      return path.toString();
    }
  }

  /** In memory; without a name it is nobody else's. */
  record InMemory(String name) implements SqliteLocation {
    private static final AtomicLong UNNAMED = new AtomicLong();

    @Override
    public String identity() {
      return MEMORY + (name.isEmpty() ? " " + UNNAMED.incrementAndGet() : name);
    }
  }

  /** How the path of a database in memory begins. */
  String MEMORY = ":memory:";

  /** The location that a URL names. Fails with {@code INVALID_ARGUMENT}. */
  static SqliteLocation of(DatabaseUrl url) {
    String database = url.database();
    if (database.startsWith(MEMORY)) {
      return new InMemory(database.substring(MEMORY.length()));
    }
    if (database.isBlank()) {
      throw SqliteSettings.invalid("the URL names no file; write for example "
          + "sqlite:./data/app.db, or sqlite::memory: for a database in memory");
    }
    try {
      return new InFile(realPath(Path.of(database)));
    } catch (InvalidPathException | IOException unusable) {
      throw SqliteSettings.invalid("the path of the database is not one that this system can use; "
          + "write for example sqlite:./data/app.db");
    }
  }

  /** The path with symbolic links followed, as far as it exists. */
  private static Path realPath(Path given) throws IOException {
    Path path = given.toAbsolutePath();
    if (Files.isSymbolicLink(path) && !Files.exists(path)) {
      return realPath(path.resolveSibling(Files.readSymbolicLink(path)));
    }
    for (Path known = path; known != null; known = known.getParent()) {
      if (Files.exists(known)) {
        return known.toRealPath().resolve(known.relativize(path)).normalize();
      }
    }
    return path.normalize();
  }
}
