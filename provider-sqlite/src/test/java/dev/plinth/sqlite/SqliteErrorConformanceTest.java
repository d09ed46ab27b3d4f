package dev.plinth.sqlite;

import dev.plinth.Capability;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.ErrorCase;
import dev.plinth.testkit.ErrorConformance;
import dev.plinth.testkit.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;

final class SqliteErrorConformanceTest extends ErrorConformance {
  @TempDir
  static Path folder;

  @Override
  protected DatabaseProvider openEmpty(Options options) {
    return Databases.await(
        Databases.open("sqlite:" + folder.resolve(UUID.randomUUID() + "/app.db"), options));
  }

  @Override
  protected Set<Capability> capabilities() {
    return SqliteConformanceTest.CAPABILITIES;
  }

  @Override
  protected List<ErrorCase> ownCases() {
    return List.of(new ErrorCase(ErrorCode.CONNECTION_FAILED, "a file that is no database",
        SqliteErrorConformanceTest::noDatabase));
  }

  /**
   * With one writer nothing deadlocks or fails to be serialised, and a lock that another program holds is
   * waited for until the deadline ({@link LockedElsewhereTest}). There is no server with users, with an
   * operator, or with a limit of connections. {@link DiskTest} has disks that are full or fail; a failure
   * without a code of its own is one of a damaged file.
   */
  @Override
  protected Set<ErrorCode> notWalked() {
    return EnumSet.of(ErrorCode.DEADLOCK, ErrorCode.SERIALIZATION_FAILED, ErrorCode.LOCK_TIMEOUT,
        ErrorCode.AUTHENTICATION_FAILED, ErrorCode.CANCELLED, ErrorCode.POOL_EXHAUSTED,
        ErrorCode.STORAGE_FULL, ErrorCode.OUTCOME_UNKNOWN, ErrorCode.QUERY_FAILED);
  }

  private static CompletableFuture<?> noDatabase(Scene scene) {
    try {
      Path file = Files.writeString(folder.resolve("no.db"), "not a database at all".repeat(100));
      return Databases.open("sqlite:" + file, scene.options());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
