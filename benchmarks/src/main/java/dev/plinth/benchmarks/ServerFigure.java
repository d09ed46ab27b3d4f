package dev.plinth.benchmarks;

import dev.plinth.DatabaseProvider;
import dev.plinth.benchmarks.ServerBenchmark.Shape;
import dev.plinth.factory.Databases;
import dev.plinth.testkit.servers.TcpProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.RunResult;

/** {@link ServerBenchmark} on one server. */
final class ServerFigure implements Figure {
  private static final List<Contender> PLINTH = List.of(new Contender("Plinth", "plinth"),
      new Contender("Plinth, virtual threads", "plinthVirtual"));
  private static final List<Contender> JDBC =
      List.of(new Contender("JDBC, pool of 10", "pool10"),
          new Contender("JDBC, pool of 20", "pool20"),
          new Contender("JDBC, pool of 10, virtual threads", "pool10Virtual"),
          new Contender("JDBC, pool of 20, virtual threads", "pool20Virtual"),
          new Contender("JDBC, pool of 10, supplyAsync on virtual threads", "pool10Async"));

  private final ServerTarget target;
  private final Shape shape;
  private final Results results = new Results();
  private @Nullable String read;

  ServerFigure(ServerTarget target, Shape shape) {
    this.target = target;
    this.shape = shape;
  }

  /** MongoDB counts nothing up. */
  static boolean isPossible(ServerTarget target, Shape shape) {
    return target != ServerTarget.MONGO || shape != Shape.COUNTED_INSERTS;
  }

  @Override
  public String name() {
    return target.name().toLowerCase(Locale.ROOT) + "-" + switch (shape) {
      case READS -> "reads";
      case INSERTS -> "inserts";
      case COUNTED_INSERTS -> "counted";
      case INSERTS_WITH_DUPLICATES -> "duplicates";
    };
  }

  @Override
  public String title() {
    return target.title + ": " + switch (shape) {
      case READS -> "reads of one row by its key";
      case INSERTS -> "single inserts";
      case COUNTED_INSERTS -> "single inserts, whose keys the server counts up";
      case INSERTS_WITH_DUPLICATES -> "single inserts, 1 % of which violate the key";
    };
  }

  /** Not part of a run that names no figures: they need a server, and long. */
  @Override
  public boolean onlyByName() {
    return true;
  }

  @Override
  public void measure(Plan plan, int round) {
    for (int callers : plan.callersOr(1, 8, 64, 256)) {
      for (Contender contender : Contender.turns(contenders(), round)) {
        measure(contender, callers, plan, database());
      }
    }
  }

  private void measure(Contender contender, int callers, Plan plan, String url) {
    if (plan.wireDelayMillis() == 0) {
      run(contender, callers, plan, url);
      return;
    }
    try (TcpProxy wire = TcpProxy.before(url)) {
      wire.delay(Duration.ofMillis(plan.wireDelayMillis()).dividedBy(2));
      run(contender, callers, plan, wire.through(url));
    }
  }

  private void run(Contender contender, int callers, Plan plan, String url) {
    String load = String.valueOf(callers);
    for (RunResult run : JmhRun.onServer(contender, shape, callers, plan, url)) {
      results.add(load, contender.name(), "calls/s", JmhRun.secondary(run, "callsPerSecond"));
      results.add(load, contender.name(), "p99, ms", JmhRun.secondary(run, "p99Micros") / 1000);
      results.add(load, contender.name(), "bytes allocated",
          JmhRun.secondary(run, "bytesPerCall"));
    }
  }

  private List<Contender> contenders() {
    var contenders = new ArrayList<>(PLINTH);
    if (target == ServerTarget.MONGO) {
      contenders.add(new Contender("driver", "mongo"));
      contenders.add(new Contender("driver, virtual threads", "mongoVirtual"));
    } else {
      contenders.addAll(JDBC);
    }
    if (target == ServerTarget.POSTGRES) {
      contenders.add(new Contender("Vert.x, pipelined", "vertx"));
    }
    return contenders;
  }

  /** A database with the rows to read, the same for all, or a new one with a row to collide with. */
  private String database() {
    if (shape != Shape.READS) {
      return database(1);
    }
    String known = read;
    if (known == null) {
      known = database(ServerBenchmark.ROWS);
      read = known;
    }
    return known;
  }

  private String database(int rows) {
    String url = target.freshDatabaseUrl();
    try (DatabaseProvider database = Databases.open(url).join()) {
      Notes.create(database, rows);
      if (shape == Shape.COUNTED_INSERTS) {
        Notes.createCounted(database);
      }
    }
    return url;
  }

  @Override
  public String markdown() {
    return target.description() + "\n\n" + results.markdown("callers");
  }
}
