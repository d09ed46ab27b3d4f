package dev.plinth.cli;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Removes a credential. */
@Command(name = "remove", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = "Removes a credential from a vault.",
    footer = {"", "Example:", "  plinth vault remove main/orders"})
final class VaultRemoveCommand implements Callable<Integer> {
  @ParentCommand
  private VaultCommand parent;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME/CREDENTIAL", description = "The vault, and the credential in it.")
  private String address = "";

  @Option(names = "--key", paramLabel = "env:|file:",
      description = "Where the key of the vault is.")
  private @Nullable String key;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    VaultAddress place = VaultAddress.parse(address);
    if (!Files.exists(parent.path(place.vault()))
        || !parent.file(place.vault(), key).remove(place.credential())) {
      throw new DatabaseException(ErrorCode.NOT_FOUND,
          "there is no such credential; plinth vault list NAME shows those there are");
    }
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("removed", place.toString());
    new Output(spec.commandLine().getOut(), json).fields(fields);
    return 0;
  }
}
