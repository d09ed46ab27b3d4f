package dev.plinth.cli;

import dev.plinth.DatabaseProvider;
import dev.plinth.platform.ApiKey;
import java.time.Instant;
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

/** Lists API keys. */
@Command(name = "list", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = "Lists the API keys, without their values.",
    footer = {"", "Examples:", "  plinth key list", "  plinth key list --json"})
final class KeyListCommand implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("prefix", "name", "user", "status", "createdAt", "expiresAt", "lastUsedAt", "id");

  @ParentCommand
  private KeyCommand parent;

  @Spec
  private CommandSpec spec;

  @Option(names = "--keys", paramLabel = "URL",
      description = "The database of the keys, also env:NAME or vault:NAME/CREDENTIAL.")
  private @Nullable String keys;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    new Output(spec.commandLine().getOut(), json).table("keys", COLUMNS, rows());
    return 0;
  }

  private List<Map<String, @Nullable Object>> rows() {
    var place = new KeyDatabase(parent.references(), keys);
    if (!place.exists()) {
      return List.of();
    }
    try (DatabaseProvider database = place.open()) {
      return KeyDatabase.keys(database).stream().map(KeyListCommand::row).toList();
    }
  }

  private static Map<String, @Nullable Object> row(KeyDatabase.Owned owned) {
    ApiKey key = owned.key();
    var row = new LinkedHashMap<String, @Nullable Object>();
    row.put("prefix", key.prefix());
    row.put("name", key.name());
    row.put("user", owned.owner().email());
    row.put("status", status(key));
    row.put("createdAt", key.createdAt());
    row.put("expiresAt", key.expiresAt());
    row.put("lastUsedAt", key.lastUsedAt());
    row.put("id", key.id());
    return row;
  }

  private static String status(ApiKey key) {
    if (!key.active()) {
      return "revoked";
    }
    return key.expiredAt(Instant.now()) ? "expired" : "active";
  }
}
