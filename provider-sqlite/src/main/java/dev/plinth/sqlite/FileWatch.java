package dev.plinth.sqlite;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Notices that the database file was removed or replaced: SQLite goes on with the file it has open,
 * which nobody would ever find again.
 */
final class FileWatch {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(250);

  private final @Nullable Path file;
  private volatile @Nullable Object expected;
  private volatile long looked;

  /** Watches a file; null where there is none. */
  FileWatch(@Nullable Path file) {
    this.file = file;
  }

  /** Remembers which file was opened. */
  void opened() {
    expected = key();
    looked = System.nanoTime();
  }

  /** Fails with {@link ErrorCode#CONNECTION_FAILED} where the file is another one now, or gone; looks now and then. */
  void check() {
    Object known = expected;
    long now = System.nanoTime();
    if (known == null || now - looked < INTERVAL) {
      return;
    }
    if (!Objects.equals(known, key())) {
      throw new DatabaseException(ErrorCode.CONNECTION_FAILED,
          "the database file was removed or replaced while it was open; put it back, or close all "
              + "handles, remove what is left of it with the endings -wal and -shm, and open it again");
    }
    looked = now;
  }

  private @Nullable Object key() {
    if (file == null) {
      return null;
    }
    try {
      Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
      return key == null ? file : key;
    } catch (IOException gone) {
      return null;
    }
  }
}
