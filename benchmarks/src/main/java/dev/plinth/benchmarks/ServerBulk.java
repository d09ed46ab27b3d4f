package dev.plinth.benchmarks;

import dev.plinth.DatabaseProvider;
import dev.plinth.factory.Databases;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;

/** {@link ServerBulkBenchmark} on one server. */
final class ServerBulk implements Figure {
  private static final int SHOTS = 2;
  private static final double ROWS = 1_000_000;

  private final ServerTarget target;
  private final Results results = new Results();

  ServerBulk(ServerTarget target) {
    this.target = target;
  }

  @Override
  public String name() {
    return target.name().toLowerCase(Locale.ROOT) + "-bulk";
  }

  @Override
  public String title() {
    return target.title + ": a million rows written";
  }

  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public void measure(Plan plan, int round) {
    String url = target.freshDatabaseUrl();
    if (target == ServerTarget.MYSQL) {
      BulkCalls.allowLocalFiles(url);
    }
    try (DatabaseProvider database = Databases.open(url).join()) {
      Notes.create(database, 0);
    }
    for (Contender contender : Contender.turns(contenders(), round)) {
      for (RunResult run : JmhRun.shotsOnServer(ServerBulkBenchmark.class, contender, SHOTS, url)) {
        results.add("1", contender.name(), "rows/s",
            ROWS * 1000 / run.getPrimaryResult().getScore());
      }
    }
  }

  private List<Contender> contenders() {
    return List.of(new Contender("Plinth, insertAll of 100,000", "plinth"), switch (target) {
      case POSTGRES -> new Contender("COPY by hand", "copy");
      case MARIADB -> new Contender("LOAD DATA by hand", "loadByMariaDb");
      case MYSQL -> new Contender("LOAD DATA by hand", "loadByMysql");
      case MONGO -> new Contender("insertMany by hand", "insertMany");
    });
  }

  @Override
  public String markdown() {
    return target.description() + "\n\n" + results.markdown("callers");
  }
}
