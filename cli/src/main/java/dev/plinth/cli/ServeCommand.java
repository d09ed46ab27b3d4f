package dev.plinth.cli;

import dev.plinth.AccessLevel;
import dev.plinth.AccessPolicy;
import dev.plinth.Limits;
import dev.plinth.Options;
import dev.plinth.factory.ConnectionDefinition;
import dev.plinth.factory.Connections;
import dev.plinth.factory.ConnectionsFile;
import dev.plinth.factory.Databases;
import dev.plinth.factory.Target;
import dev.plinth.factory.Vaults;
import dev.plinth.mcp.DatabaseTools;
import dev.plinth.mcp.DatabaseToolsBuilder;
import dev.plinth.mcp.Grant;
import dev.plinth.mcp.UrlPermission;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The MCP server. */
@Command(name = "serve", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = {
        "Serves the database tools (db_query, db_schema, ...) to models over MCP, on standard input "
            + "and output or over HTTP on this machine.",
        "Unless --access says otherwise models may read alone. The tables of Plinth (plinth_*) and of "
            + "the database's own catalogue are hidden unless --system-table names them."},
    footer = {"", "Examples:", "  plinth serve --url sqlite:./data/app.db",
        "  plinth serve --url env:DATABASE_URL --access dml --table notes --table tags",
        "  plinth serve --transport http --port 8765 --url env:DATABASE_URL", "",
        "Over HTTP a client sends Authorization: Bearer KEY; plinth key create makes keys. "
            + "Everything but the protocol goes to standard error."})
final class ServeCommand implements Callable<Integer> {
  private static final List<String> LEVELS = List.of("read-only", "dml", "ddl", "admin");
  private static final int LONGEST_STOP_SECONDS = 30;

  @ParentCommand
  private PlinthCommand plinth;

  @Spec
  private CommandSpec spec;

  @Option(names = "--url", paramLabel = "URL",
      description = "A database, env:NAME for the variable that holds its URL, or vault:NAME/CREDENTIAL; "
          + "may be repeated as ID=URL.")
  private List<String> urls = List.of();

  @Option(names = "--config", paramLabel = "FILE",
      description = "A JSON file of vaults and connections, each with its own access.")
  private @Nullable Path config;

  @Option(names = "--transport", paramLabel = "stdio|http", defaultValue = "stdio",
      description = "How clients reach it (default: ${DEFAULT-VALUE}).")
  private String transport = "stdio";

  @Option(names = "--port", paramLabel = "N", defaultValue = "8765",
      description = "The port of http, 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--access", paramLabel = "LEVEL", defaultValue = "read-only",
      description = "What models may do: read-only, dml, ddl or admin (default: ${DEFAULT-VALUE}).")
  private String access = "read-only";

  @Option(names = "--table", paramLabel = "NAME",
      description = "The only tables that models may use; may be repeated.")
  private List<String> tables = List.of();

  @Option(names = "--deny-table", paramLabel = "NAME",
      description = "A table that models may not use; may be repeated.")
  private List<String> deniedTables = List.of();

  @Option(names = "--system-table", paramLabel = "NAME",
      description = "A table of Plinth or of the catalogue that models may use after all, * for all.")
  private List<String> systemTables = List.of();

  @Option(names = "--block", paramLabel = "WORD",
      description = "Refuses native statements of this key word, for example DROP; may be repeated.")
  private List<String> blocked = List.of();

  @Option(names = "--max-rows", paramLabel = "N", defaultValue = "1000",
      description = "Rows of one result (default: ${DEFAULT-VALUE}).")
  private int maxRows;

  @Option(names = "--max-bytes", paramLabel = "N", defaultValue = "1048576",
      description = "Bytes of one result (default: ${DEFAULT-VALUE}).")
  private long maxBytes;

  @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
      description = "How long one statement may take, 1 to 3600 (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--allow-urls",
      description = "Models may connect to URLs of their own; to files only in --allow-path.")
  private boolean allowUrls;

  @Option(names = "--allow-path", paramLabel = "DIR",
      description = "A folder in which models may open files; may be repeated.")
  private List<Path> allowPaths = List.of();

  @Option(names = "--keys", paramLabel = "URL",
      description = "The database of API keys for http (default: a file of its own in the user's home).")
  private @Nullable String keys;

  @Option(names = "--no-auth", description = "Lets every program on this machine in over http.")
  private boolean noAuth;

  @Option(names = "--allow-host", paramLabel = "HOST",
      description = "A further value of the Host header, for a proxy before it; may be repeated.")
  private List<String> allowHosts = List.of();

  @Option(names = "--json",
      description = "Over http, print one JSON document that says where it serves; on standard input and "
          + "output the protocol is JSON by itself.")
  private boolean json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    ConnectionsFile file = file();
    List<ConnectionDefinition> definitions = definitions(file);
    var stop = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    Thread hook = onSignal(stop, stopped);
    try (Vaults vaults = file.vaults();
        Connections connections = Connections.of(vaults, definitions);
        DatabaseTools tools = tools(connections, definitions, vaults)) {
      if (transport.equals("stdio")) {
        serveStdio(tools, stop);
      } else {
        serveHttp(tools, stop);
      }
    } finally {
      stopped.countDown();
      removeHook(hook);
    }
    return 0;
  }

  /** Turns the signal that ends the process into an orderly end. */
  private static Thread onSignal(CountDownLatch stop, CountDownLatch stopped) {
    var hook = new Thread(() -> {
      stop.countDown();
      try {
        if (!stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
          System.err.println("plinth: not every call has ended in time");
        }
      } catch (InterruptedException impatient) {
        Thread.currentThread().interrupt();
      }
    }, "plinth-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    return hook;
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      // It is the hook that let this end.
    }
  }

  private void check() {
    if (!transport.equals("stdio") && !transport.equals("http")) {
      throw new Misuse("--transport must be stdio or http");
    }
    if (!LEVELS.contains(access)) {
      throw new Misuse("--access must be one of " + String.join(", ", LEVELS));
    }
    if (port < 0 || port > 65_535) {
      throw new Misuse("--port must be from 0 to 65535");
    }
    if (timeout < 1 || timeout > 3600) {
      throw new Misuse("--timeout must be from 1 to 3600 seconds");
    }
    if (maxRows < 1 || maxRows > 10_000_000 || maxBytes < 1024) {
      throw new Misuse("--max-rows must be from 1 to 10000000, --max-bytes at least 1024");
    }
    if (!allowPaths.isEmpty() && !allowUrls) {
      throw new Misuse("--allow-path says which files --allow-urls opens; give that too");
    }
    if (urls.isEmpty() && config == null && !allowUrls) {
      throw new Misuse("there is nothing to serve: give --url, --config or --allow-urls");
    }
  }

  private Options base() {
    return Options.defaults().withLimits(new Limits(maxRows, maxBytes))
        .withTimeout(Duration.ofSeconds(timeout));
  }

  /** What --access and the options beside it say. */
  private Options granted() {
    AccessPolicy policy =
        AccessPolicy.of(AccessLevel.valueOf(access.toUpperCase(Locale.ROOT).replace('-', '_')))
            .denyingTables(Set.copyOf(deniedTables)).blockingStatements(Set.copyOf(blocked));
    return base()
        .withAccess(tables.isEmpty() ? policy : policy.allowingTables(Set.copyOf(tables)));
  }

  /** The tables of Plinth and of the catalogue are hidden, unless they are named. */
  private Options hidingSystemTables(Options options) {
    if (systemTables.contains("*")) {
      return options;
    }
    var open = new HashSet<>(systemTables);
    options.access().onlyTables()
        .ifPresent(names -> names.stream().filter(AccessPolicy::isSystemTable).forEach(open::add));
    return options.withAccess(options.access().hidingSystemTablesBut(open));
  }

  private List<ConnectionDefinition> definitions(ConnectionsFile file) {
    var definitions = new ArrayList<ConnectionDefinition>();
    for (ConnectionDefinition definition : file.connections()) {
      definitions.add(definition.withOptions(hidingSystemTables(definition.options())));
    }
    for (String named : urls) {
      int equals = named.indexOf('=');
      // An id stands before the scheme, which ends at the first colon.
      boolean hasId = equals > 0 && named.substring(0, equals).matches("[A-Za-z0-9_.-]+");
      if (!hasId && urls.size() > 1) {
        throw new Misuse("each of several --url needs an id: --url ID=URL");
      }
      String id = hasId ? named.substring(0, equals) : "default";
      Target target = plinth.references().target(hasId ? named.substring(equals + 1) : named);
      definitions.add(ConnectionDefinition.of(id, target, hidingSystemTables(granted())));
    }
    return definitions;
  }

  private ConnectionsFile file() {
    Path path = config;
    if (path == null) {
      return new ConnectionsFile(plinth.references().vaults(), List.of(), Map.of());
    }
    return ConnectionsFile.read(path,
        Vaults.builder().filesOf(plinth.references().home(), plinth.references()::vaultKey),
        plinth.references().environment(), base());
  }

  private static Grant grant(Options options) {
    return new Grant(options.access(), options.limits(), options.timeout());
  }

  private DatabaseTools tools(Connections connections, List<ConnectionDefinition> definitions,
      Vaults vaults) {
    Options forClients = hidingSystemTables(granted());
    DatabaseToolsBuilder builder = DatabaseTools.builder().clientGrant(grant(forClients))
        .urls(allowUrls ? UrlPermission.inFolders(allowPaths) : UrlPermission.none())
        .credentials((type, vault, credential) -> Databases
            .open(Target.ofCredential(vault, credential).ofType(type), vaults, forClients));
    for (ConnectionDefinition definition : definitions) {
      builder.shared(connections, definition.id(), grant(definition.options()));
    }
    return builder.build();
  }

  private static void serveStdio(DatabaseTools tools, CountDownLatch stop)
      throws InterruptedException {
    try (StdioService service = StdioService.start(tools)) {
      Thread stopping = Thread.ofVirtual().start(() -> {
        try {
          stop.await();
          service.stop();
        } catch (InterruptedException ended) {
          Thread.currentThread().interrupt();
        }
      });
      service.await();
      stopping.interrupt();
    }
  }

  private void serveHttp(DatabaseTools tools, CountDownLatch stop)
      throws IOException, InterruptedException {
    HttpLimits limits =
        HttpLimits.defaults().onPort(port).allowingHosts(Set.copyOf(allowHosts));
    try (KeyCheck check =
        noAuth ? KeyCheck.none() : KeyCheck.of(new KeyDatabase(plinth.references(), keys).open());
        HttpService service = HttpService.start(tools, check, limits)) {
      announce("http://localhost:" + service.port() + HttpService.PATH, service.port());
      stop.await();
    }
  }

  private void announce(String url, int servedPort) {
    if (json) {
      var document = new LinkedHashMap<String, Object>();
      document.put("url", url);
      document.put("port", servedPort);
      new Output(spec.commandLine().getOut(), true).document(document);
    }
    spec.commandLine().getErr().println("plinth: serving at " + url);
    spec.commandLine().getErr().flush();
  }
}
