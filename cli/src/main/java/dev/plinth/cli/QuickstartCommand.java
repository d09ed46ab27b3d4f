package dev.plinth.cli;

import dev.plinth.EncryptionKeys;
import dev.plinth.Options;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The tour. */
@Command(name = "quickstart", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = {
        "Shows what Plinth does, step by step, on a real database: what it calls, what came "
            + "back and how long that took.",
        "Without --url it makes a new SQLite file here and leaves it for you to look at. With --url "
            + "it works on a table of its own, deletes what it made, and touches nothing else; the "
            + "platform tables (plinth_*) stay."},
    footer = {"", "Examples:", "  plinth quickstart",
        "  plinth quickstart --url sqlite:/tmp/tour.db --rows 200000",
        "  plinth quickstart --url env:DATABASE_URL --key file:./key.txt --json", "",
        "The key is base64 of 32 bytes (openssl rand -base64 32): --key, else the variable "
            + "ENCRYPTION_KEY, else one made for this tour and forgotten."})
final class QuickstartCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  @ParentCommand
  private PlinthCommand plinth;

  @Spec
  private CommandSpec spec;

  @Option(names = "--url", paramLabel = "URL",
      description = "The database; env:NAME for the variable that holds its URL, or vault:NAME/CREDENTIAL "
          + "(default: a new SQLite file in this folder).")
  private @Nullable String url;

  @Option(names = "--key", paramLabel = "env:|file:|vault:",
      description = "Where the encryption key is.")
  private @Nullable String key;

  @Option(names = "--rows", paramLabel = "N", defaultValue = "20000",
      description = "How many rows to insert in bulk, 100 to 1000000 (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Option(names = "--json", description = "Print one JSON document of the steps.")
  private boolean json;

  @Override
  public Integer call() {
    if (rows < 100 || rows > 1_000_000) {
      throw new Misuse("--rows must be from 100 to 1000000");
    }
    PrintWriter out = spec.commandLine().getOut();
    Journal journal = json
        ? new JsonJournal(out)
        : new TextJournal(out, spec.commandLine().getErr(), Terminal.isInteractive());
    Options options = Options.defaults().encryptionKeys(keys());
    new Tour(journal, plinth.references().vaults(), options, rows).run(
        url == null
            ? Tour.Place.ofFile(newFile())
            : Tour.Place.of(plinth.references().target(url)));
    return 0;
  }

  private EncryptionKeys keys() {
    Optional<EncryptionKeys> named = key == null
        ? plinth.references().defaultKey()
        : Optional.of(plinth.references().key(key));
    return named.orElseGet(() -> {
      var bytes = new byte[32];
      new SecureRandom().nextBytes(bytes);
      return EncryptionKeys.of("tour", bytes);
    });
  }

  private static Path newFile() {
    String name = "plinth-quickstart-" + STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
    Path file = Path.of(name + ".db");
    for (int more = 2; Files.exists(file); more++) {
      file = Path.of(name + "-" + more + ".db");
    }
    return file;
  }
}
