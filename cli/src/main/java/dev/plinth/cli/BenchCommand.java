package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.health.ServerInformation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Measures the operations on a database. */
@Command(name = "bench", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = {"Measures the operations on a database and prints a table.",
        "It works on a table of its own (bench_...) and drops it, also when it is interrupted. Each client "
            + "waits for an answer before it asks again. The first tenth of the time of each operation "
            + "warms up and is not counted."},
    footer = {"", "Examples:", "  plinth bench --url sqlite:./bench.db",
        "  plinth bench --url env:DATABASE_URL --clients 64 --seconds 10 --json", "",
        "Measure on a machine that does nothing else. A SQLite file that is not there is created, and "
            + "stays."})
final class BenchCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("operation", "calls", "perSecond", "medianMs", "p99Ms", "maxMs", "errors");

  @ParentCommand
  private PlinthCommand plinth;

  @Spec
  private CommandSpec spec;

  @Option(names = "--url", required = true, paramLabel = "URL",
      description = "The database; env:NAME for the variable that holds its URL, or vault:NAME/CREDENTIAL.")
  private String url = "";

  @Option(names = "--clients", paramLabel = "N", defaultValue = "8",
      description = "How many ask at once, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(names = "--seconds", paramLabel = "S", defaultValue = "2",
      description = "How long each operation is measured, 1 to 600 (default: ${DEFAULT-VALUE}).")
  private int seconds;

  @Option(names = "--pool", paramLabel = "N", defaultValue = "4",
      description = "How many connections there are at most, 1 to 1000 (default: ${DEFAULT-VALUE}).")
  private int pool;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    inRange("--clients", clients, 1000);
    inRange("--seconds", seconds, 600);
    inRange("--pool", pool, 1000);
    Options options = Options.defaults();
    try (DatabaseProvider database =
        plinth.references().open(url, options.withPool(options.pool().withMaxSize(pool)))) {
      print(database, measure(database));
    }
    return 0;
  }

  private List<Measurement> measure(DatabaseProvider database) {
    var bar = new ProgressBar(spec.commandLine().getErr(), !json && Terminal.isInteractive());
    var load = new Load(clients, seconds);
    var table = new BenchTable(database);
    var cleanup = new Cleanup(table::drop);
    try (cleanup) {
      table.create();
      var measurements = new ArrayList<Measurement>();
      List<Workload> workloads = table.workloads();
      for (Workload workload : workloads) {
        double done = (double) measurements.size() / workloads.size();
        bar.show(workload.name(), done);
        measurements.add(load.measure(workload));
      }
      return measurements;
    } finally {
      bar.clear();
    }
  }

  private void print(DatabaseProvider database, List<Measurement> measurements) {
    var output = new Output(spec.commandLine().getOut(), json);
    List<Map<String, @Nullable Object>> rows =
        measurements.stream().map(Measurement::fields).toList();
    ServerInformation server = await(database.serverInformation());
    if (!json) {
      output.line("%s %s, %d clients, %d connections, %d s each".formatted(server.product(),
          server.version(), clients, pool, seconds));
      output.table("operations", COLUMNS, rows);
      return;
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("url", database.info().url());
    document.put("backend", database.info().backend());
    document.put("server", server.product());
    document.put("version", server.version());
    document.put("clients", clients);
    document.put("connections", pool);
    document.put("seconds", seconds);
    document.put("operations", rows);
    output.document(document);
  }

  private static void inRange(String option, int value, int most) {
    if (value < 1 || value > most) {
      throw new Misuse(option + " must be from 1 to " + most);
    }
  }
}
