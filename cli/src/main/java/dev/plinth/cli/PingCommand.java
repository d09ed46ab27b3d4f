package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseProvider;
import dev.plinth.Options;
import dev.plinth.PoolOptions;
import dev.plinth.health.ServerInformation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Connects to a database and says what answers. */
@Command(name = "ping", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = {"Connects to a database and says what answers, in which version and how fast.",
        "It writes nothing: a SQLite file that is not there is not created."},
    footer = {"", "Examples:", "  plinth ping --url sqlite:./data/app.db",
        "  plinth ping --url env:DATABASE_URL --json"})
final class PingCommand implements Callable<Integer> {
  @ParentCommand
  private PlinthCommand plinth;

  @Spec
  private CommandSpec spec;

  @Option(names = "--url", required = true, paramLabel = "URL",
      description = "The database; env:NAME for the variable that holds its URL, or vault:NAME/CREDENTIAL.")
  private String url = "";

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "10",
      description = "How long to wait, 1 to 3600 (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    if (timeout < 1 || timeout > 3600) {
      throw new Misuse("--timeout must be from 1 to 3600 seconds");
    }
    new Output(spec.commandLine().getOut(), json).fields(ask());
    return 0;
  }

  private Map<String, @Nullable Object> ask() {
    Duration limit = Duration.ofSeconds(timeout);
    Options options = Options.defaults().readOnly().withTimeout(limit)
        .withPool(PoolOptions.defaults().withMaxSize(1).withConnectTimeout(limit));
    long began = System.nanoTime();
    try (DatabaseProvider database = plinth.references().open(url, options)) {
      double connected = Timing.millis(Timing.since(began));
      ServerInformation server = await(database.serverInformation());
      var answer = new LinkedHashMap<String, @Nullable Object>();
      answer.put("url", database.info().url());
      answer.put("backend", database.info().backend());
      answer.put("server", server.product());
      answer.put("version", server.version());
      answer.put("driver", server.driver());
      answer.put("connectMs", connected);
      answer.put("latencyMs", Timing.millis(await(database.ping())));
      answer.put("settings", new TreeMap<>(server.settings()));
      return answer;
    }
  }
}
