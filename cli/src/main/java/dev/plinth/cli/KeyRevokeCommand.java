package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.ErrorCode;
import dev.plinth.platform.ApiKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Ends an API key. */
@Command(name = "revoke", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = "Ends an API key at once and for good.",
    footer = {"", "Examples:", "  plinth key revoke 0198c0de-1d5a-7000-8000-00805f9b34fb",
        "  plinth key revoke pk_abc123 --keys env:KEYS_URL", "",
        "A key is named by its id or its prefix, as plinth key list shows them; never by its value."})
final class KeyRevokeCommand implements Callable<Integer> {
  @ParentCommand
  private KeyCommand parent;

  @Spec
  private CommandSpec spec;

  @Parameters(paramLabel = "KEY", description = "The id of the key, or its prefix.")
  private String key = "";

  @Option(names = "--keys", paramLabel = "URL",
      description = "The database of the keys, also env:NAME or vault:NAME/CREDENTIAL.")
  private @Nullable String keys;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    var place = new KeyDatabase(parent.references(), keys);
    if (!place.exists()) {
      throw notFound();
    }
    try (DatabaseProvider database = place.open()) {
      ApiKey found = find(database);
      boolean revoked = await(database.deactivateApiKey(found.id()));
      var fields = new LinkedHashMap<String, @Nullable Object>();
      fields.put("id", found.id());
      fields.put("prefix", found.prefix());
      fields.put("name", found.name());
      fields.put("revoked", revoked ? "now" : "before");
      new Output(spec.commandLine().getOut(), json).fields(fields);
    }
    return 0;
  }

  private ApiKey find(DatabaseProvider database) {
    List<ApiKey> found = KeyDatabase.keys(database).stream().map(KeyDatabase.Owned::key)
        .filter(each -> each.id().toString().equals(key) || each.prefix().equals(key)).toList();
    if (found.isEmpty()) {
      throw notFound();
    }
    if (found.size() > 1) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "several keys have this prefix: name one by its id");
    }
    return found.getFirst();
  }

  private static DatabaseException notFound() {
    return new DatabaseException(ErrorCode.NOT_FOUND,
        "there is no key of this id or prefix; plinth key list shows them");
  }
}
