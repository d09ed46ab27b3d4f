package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.factory.Target;
import dev.plinth.factory.Vaults;
import dev.plinth.health.ServerInformation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The whole tour, from opening to closing. */
final class Tour {
  private final Journal journal;
  private final Steps steps;
  private final Vaults vaults;
  private final Options options;
  private final int rows;

  /**
   * Where the tour goes.
   *
   * @param target what is opened
   * @param file the new file, where the tour makes one
   */
  record Place(Target target, Optional<Path> file) {
    static Place ofFile(Path file) {
      return new Place(Target.of(url(file)), Optional.of(file));
    }

    static Place of(Target target) {
      return new Place(target, Optional.empty());
    }

    private static String url(Path file) {
      return "sqlite:./" + file;
    }

    /** In somebody's database a name that nobody has. */
    String table() {
      return file.isPresent()
          ? "visits"
          : "quickstart_" + UUID.randomUUID().toString().substring(0, 8);
    }
  }

  Tour(Journal journal, Vaults vaults, Options options, int rows) {
    this.journal = journal;
    this.steps = new Steps(journal);
    this.vaults = vaults;
    this.options = options;
    this.rows = rows;
  }

  void run(Place place) {
    long began = System.nanoTime();
    DatabaseProvider database = open(place);
    try (database) {
      visit(database, place);
    }
    journal.finish(summary(place, Timing.since(began)));
  }

  private DatabaseProvider open(Place place) {
    var opened = new ArrayList<DatabaseProvider>();
    steps.run(place.file().isPresent() ? "Open a new SQLite file" : "Open the database",
        "Databases.open(" + place.file().map(file -> "\"" + Place.url(file) + "\"").orElse("url")
            + ", Options.defaults().encryptionKeys(keys))",
        () -> {
          DatabaseProvider database = await(Databases.open(place.target(), vaults, options));
          opened.add(database);
          ServerInformation server = await(database.serverInformation());
          return RecordSteps.results("database", database.info().url(), "server",
              server.product() + " " + server.version(), "driver", server.driver());
        });
    return opened.getFirst();
  }

  private void visit(DatabaseProvider database, Place place) {
    var platform = new PlatformSteps(database, steps);
    var records = new RecordSteps(database, steps, place.table(), rows);
    try {
      platform.run();
      place.file().ifPresent(file -> steps.run("Search the file for the secrets, byte by byte",
          "grep the file and its write-ahead log", () -> search(new FileSearch(file), platform)));
      records.run();
      new PlanSteps(database, steps, records.table()).run();
    } catch (RuntimeException | Error failed) {
      cleanUpAfter(failed, place, platform, records);
      throw failed;
    }
    if (place.file().isEmpty()) {
      steps.run("Delete what the tour made", "database.dropTable(...), database.deleteUser(...)",
          () -> Map.of("deleted", cleanUp(platform, records), "left", "the platform tables"));
    }
  }

  private static Map<String, Object> search(FileSearch search, PlatformSteps platform) {
    long found = platform.secrets().stream().mapToLong(search::count).sum();
    return RecordSteps.results("bytes searched", search.size(), "password, tokens, API key",
        found == 0 ? "not in it" : "FOUND " + found + " TIMES", "email, which is no secret",
        search.count(platform.email()) > 0 ? "in it, so the search works" : "NOT IN IT");
  }

  private static List<String> cleanUp(PlatformSteps platform, RecordSteps records) {
    var deleted = new ArrayList<>(records.cleanUp());
    deleted.addAll(platform.cleanUp());
    return deleted;
  }

  private static void cleanUpAfter(Throwable failed, Place place, PlatformSteps platform,
      RecordSteps records) {
    if (place.file().isEmpty()) {
      try {
        cleanUp(platform, records);
      } catch (RuntimeException again) {
        // It is thrown with the failure that made the tour end.
        failed.addSuppressed(again);
      }
    }
  }

  private static Map<String, Object> summary(Place place, Duration took) {
    Map<String, Object> summary =
        RecordSteps.results("the whole tour", Timing.millis(took) + " ms");
    place.file().ifPresent(file -> {
      summary.put("file", file.toAbsolutePath().toString());
      summary.put("look inside",
          "sqlite3 " + file + " 'select country, count(*) from visits group by 1'");
    });
    return summary;
  }
}
