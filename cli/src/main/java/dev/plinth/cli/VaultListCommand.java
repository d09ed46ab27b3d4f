package dev.plinth.cli;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.factory.vault.VaultEntry;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Lists vaults, and what is in one. */
@Command(name = "list", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = "Lists the vaults, or the credentials of one, without what they are.",
    footer = {"", "Examples:", "  plinth vault list", "  plinth vault list main --json"})
final class VaultListCommand implements Callable<Integer> {
  @ParentCommand
  private VaultCommand parent;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The vault (default: all).")
  private @Nullable String vault;

  @Option(names = "--key", paramLabel = "env:|file:",
      description = "Where the key of the vault is.")
  private @Nullable String key;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    var output = new Output(spec.commandLine().getOut(), json);
    String name = vault;
    if (name == null) {
      output.table("vaults", List.of("vault", "file"), vaults());
    } else {
      output.table("credentials", List.of("credential", "version", "updatedAt"),
          credentials(VaultAddress.vault(name)));
    }
    return 0;
  }

  private List<Map<String, @Nullable Object>> vaults() {
    var names = new TreeSet<String>();
    Path folder = parent.folder();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files =
          Files.newDirectoryStream(folder, "*" + VaultCommand.SUFFIX)) {
        files.forEach(file -> names.add(file.getFileName().toString()));
      } catch (IOException unreadable) {
        throw new DatabaseException(ErrorCode.ACCESS_DENIED,
            "the folder of the vaults cannot be read");
      }
    }
    return names.stream()
        .map(file -> row("vault",
            file.substring(0, file.length() - VaultCommand.SUFFIX.length()), "file",
            folder.resolve(file).toString()))
        .toList();
  }

  private List<Map<String, @Nullable Object>> credentials(String name) {
    if (!Files.exists(parent.path(name))) {
      throw new DatabaseException(ErrorCode.NOT_FOUND,
          "there is no vault of this name; plinth vault list shows those there are");
    }
    return parent.file(name, key).list().stream().map(entry -> row(name, entry)).toList();
  }

  private static Map<String, @Nullable Object> row(String vault, VaultEntry entry) {
    return row("credential", "vault:" + vault + "/" + entry.name(), "version", entry.version(),
        "updatedAt", entry.updatedAt());
  }

  private static Map<String, @Nullable Object> row(Object... namesAndValues) {
    var row = new LinkedHashMap<String, @Nullable Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      row.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return row;
  }
}
