package dev.plinth.sqlite;

import dev.plinth.jdbc.platform.PlatformMigration;
import dev.plinth.sqlite.SqliteLocation.InFile;
import dev.plinth.support.engine.Call;
import dev.plinth.support.serving.Answers;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Brings the platform tables up to date, one process at a time. */
final class PlatformSetup {
  private final SqliteWriter writer;
  private final PlatformMigration migration;
  private final SqliteLocation location;

  PlatformSetup(SqliteWriter writer, SqliteDialect dialect, SqliteLocation location) {
    this.writer = writer;
    this.migration = new PlatformMigration(dialect);
    this.location = location;
  }

  /** Does it, and ends the call. Where there is nothing to do, one read finds that out. */
  void run(Call<@Nullable Void> call) {
    writer.execute(lane -> {
      if (call.ended()) {
        return;
      }
      if (migration.isCurrent(lane.connection())) {
        succeed(call);
      } else if (location instanceof InFile file) {
        // The lock of another process may take long to come: that is not waited for here.
        Thread.ofPlatform().daemon().name("plinth-sqlite-migration")
            .start(() -> migrateAlone(call, file));
      } else {
        migrate(call, lane);
      }
    }).exceptionally(failure -> fail(call, failure));
  }

  private void migrateAlone(Call<@Nullable Void> call, InFile file) {
    try {
      SetupLock.hold(file.lockFile(), () -> !call.ended(), () -> {
        writer.execute(lane -> migrate(call, lane)).join();
        return true;
      });
    } catch (RuntimeException failure) {
      fail(call, failure);
    }
  }

  private void migrate(Call<@Nullable Void> call, Lane lane) {
    var pause = new Pause();
    while (call.start(() -> {
    })) {
      try {
        lane.withPlainConnection(migration::migrate);
        Answers.succeed(call, null);
      } catch (RuntimeException failure) {
        if (!SqliteErrors.isBusy(failure)) {
          throw failure;
        }
        call.restart();
        pause.next();
      }
    }
  }

  private static void succeed(Call<@Nullable Void> call) {
    if (call.start(() -> {
    })) {
      Answers.succeed(call, null);
    }
  }

  private static @Nullable Void fail(Call<@Nullable Void> call, Throwable failure) {
    Throwable cause = failure.getCause();
    Answers.fail(call,
        failure instanceof CompletionException && cause != null
            ? cause
            : failure);
    return null;
  }
}
