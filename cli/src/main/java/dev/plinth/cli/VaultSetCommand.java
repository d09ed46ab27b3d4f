package dev.plinth.cli;

import dev.plinth.data.Json;
import dev.plinth.factory.vault.VaultEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Stores a credential. */
@Command(name = "set", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = {"Stores a credential, in place of the one of this name if there is one.",
        "The secret is read from standard input, or asked for on a terminal: a whole URL, a password, or "
            + "a JSON object with url, user, password. It never stands on the command line."},
    footer = {"", "Examples:", "  plinth vault set main/orders < url.txt",
        "  pass show db/orders | plinth vault set main/orders --user ada",
        "  plinth ping --url vault:main/orders"})
final class VaultSetCommand implements Callable<Integer> {
  @ParentCommand
  private VaultCommand parent;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME/CREDENTIAL", description = "The vault, and the credential in it.")
  private String address = "";

  @Option(names = "--user", paramLabel = "USER",
      description = "The user, where the secret is a password alone.")
  private @Nullable String user;

  @Option(names = "--key", paramLabel = "env:|file:",
      description = "Where the key of the vault is.")
  private @Nullable String key;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    VaultAddress place = VaultAddress.parse(address);
    String secret = parent.prompt().secret("Secret of " + place + ": ");
    String name = user;
    VaultEntry entry = parent.file(place.vault(), key).set(place.credential(),
        name == null ? secret : Json.of(Map.of("user", name, "password", secret)).text());
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("credential", place.toString());
    fields.put("version", entry.version());
    fields.put("file", parent.path(place.vault()).toString());
    new Output(spec.commandLine().getOut(), json).fields(fields);
    return 0;
  }
}
