package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.EncryptionKeys;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The variables of a process that name a database. An empty one counts as unset. */
record Environment(Map<String, String> variables) {
  private static final String DEFAULT_URL = "sqlite:./data/app.db";

  DatabaseUrl url(boolean orDefault) {
    return read("DATABASE_URL", DatabaseUrl::parse).or(() -> read("TIDB_URL", DatabaseUrl::parse))
        .or(() -> read("TIDB_HOST", this::tidb)).orElseGet(() -> {
          if (!orDefault) {
            throw ConnectionSettings.invalid("the environment names no database: set DATABASE_URL, "
                + "for example to " + DEFAULT_URL + ", or TIDB_URL, or TIDB_HOST with TIDB_PORT, "
                + "TIDB_USER, TIDB_PASSWORD and TIDB_DATABASE");
          }
          return DatabaseUrl.parse(DEFAULT_URL);
        });
  }

  Options options(Options options) {
    if (options.encryptionKeys() != null) {
      return options;
    }
    return read("ENCRYPTION_KEY", EncryptionKeys::ofBase64).map(options::encryptionKeys)
        .orElse(options);
  }

  private DatabaseUrl tidb(String host) {
    ConnectionSettingsBuilder settings = ConnectionSettings.builder("tidb").host(host)
        .user(text("TIDB_USER").orElse("")).password(text("TIDB_PASSWORD").orElse(""))
        .database(text("TIDB_DATABASE").orElse(""));
    read("TIDB_PORT", Environment::port).ifPresent(settings::port);
    return settings.build().url();
  }

  private static int port(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException notANumber) {
      throw ConnectionSettings.invalid("the port must be a number from 1 to 65535");
    }
  }

  private Optional<String> text(String variable) {
    return Optional.ofNullable(variables.get(variable)).filter(text -> !text.isEmpty());
  }

  /** Reads a variable, and names it where what it holds is refused. */
  private <T> Optional<T> read(String variable, Function<String, T> reader) {
    return text(variable).map(text -> {
      try {
        return Objects.requireNonNull(reader.apply(text));
      } catch (DatabaseException refused) {
        throw new DatabaseException(refused.code(),
            "the variable " + variable + ": " + refused.getMessage());
      }
    });
  }
}
