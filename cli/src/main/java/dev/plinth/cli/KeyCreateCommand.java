package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseProvider;
import dev.plinth.platform.CreatedApiKey;
import dev.plinth.platform.NewApiKey;
import dev.plinth.platform.NewUser;
import dev.plinth.platform.User;
import dev.plinth.platform.UserStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes an API key. */
@Command(name = "create", mixinStandardHelpOptions = true,
    versionProvider = PlinthCommand.Version.class,
    description = "Makes an API key and prints it: this once, since a salted hash of it is stored.",
    footer = {"", "Examples:", "  plinth key create --name laptop",
        "  plinth key create --name ci --user ci@example.com --days 90 --json",
        "  plinth key create --name laptop --keys env:KEYS_URL"})
final class KeyCreateCommand implements Callable<Integer> {
  private static final String OPERATOR = "operator@localhost";

  @ParentCommand
  private KeyCommand parent;

  @Spec
  private CommandSpec spec;

  @Option(names = "--name", required = true, paramLabel = "NAME",
      description = "What the key is for; it need not be unique.")
  private String name = "";

  @Option(names = "--user", paramLabel = "EMAIL", defaultValue = OPERATOR,
      description = "Whose key it is; created where there is none (default: ${DEFAULT-VALUE}).")
  private String user = OPERATOR;

  @Option(names = "--days", paramLabel = "N",
      description = "After how many days it expires, 1 to 3650 (default: never).")
  private @Nullable Integer days;

  @Option(names = "--keys", paramLabel = "URL",
      description = "The database of the keys, also env:NAME or vault:NAME/CREDENTIAL.")
  private @Nullable String keys;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  @Override
  public Integer call() {
    Integer lifetime = days;
    if (lifetime != null && (lifetime < 1 || lifetime > 3650)) {
      throw new Misuse("--days must be from 1 to 3650");
    }
    NewUser owner = NewUser.withoutPassword(user).withDisplayName("Operator");
    try (DatabaseProvider database = new KeyDatabase(parent.references(), keys).open()) {
      CreatedApiKey created =
          await(database.createApiKey(newKey(owner(database, owner), lifetime)));
      var fields = new LinkedHashMap<String, @Nullable Object>();
      fields.put("key", created.value());
      fields.put("id", created.key().id());
      fields.put("prefix", created.key().prefix());
      fields.put("name", created.key().name());
      fields.put("user", owner.email());
      fields.put("expiresAt", created.key().expiresAt());
      new Output(spec.commandLine().getOut(), json).fields(fields);
    }
    return 0;
  }

  private NewApiKey newKey(User owner, @Nullable Integer lifetime) {
    NewApiKey.Builder key = NewApiKey.builder(owner.id(), name).limits();
    if (lifetime != null) {
      key.expiresAt(Instant.now().plus(Duration.ofDays(lifetime)));
    }
    return key.build();
  }

  private static User owner(DatabaseProvider database, NewUser owner) {
    return await(database.findUserByEmail(owner.email())).orElseGet(() -> {
      User created = await(database.createUser(owner));
      return await(database.updateUserStatus(created.id(), UserStatus.ACTIVE));
    });
  }
}
