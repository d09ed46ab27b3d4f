package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.spi.DatabaseUrl;
import dev.plinth.spi.HostPort;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A database named by its parts instead of a URL, as configuration files have them. Nothing is escaped:
 * a password is written as it is.
 *
 * @param type the scheme that a URL would have, for example {@code postgresql}, whatever its case
 * @param host a name or an address; empty for a file
 * @param port 1 to 65,535; 0 for the backend's default
 * @param user empty for none
 * @param password empty for none
 * @param database the name of the database, or the path of a file
 * @param parameters what would stand behind the question mark of a URL
 */
public record ConnectionSettings(String type, String host, int port, String user, String password,
    String database, Map<String, String> parameters) {
  private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9.-]*(\\+srv)?");
  private static final Pattern HOST =
      Pattern.compile("[\\p{L}\\p{N}_.-]+|[0-9a-fA-F:.]+(%[A-Za-z0-9_.-]+)?");

  /** Refuses what no URL could say with {@link ErrorCode#INVALID_ARGUMENT}. */
  public ConnectionSettings {
    type = type.strip().toLowerCase(Locale.ROOT);
    require(TYPE.matcher(type).matches(),
        "the type of a connection is a scheme, for example postgresql");
    require(host.isEmpty() || HOST.matcher(host).matches(),
        "the host of a connection is a name or an address alone, without scheme, port and brackets");
    require(port >= 0 && port <= 65_535, "the port of a connection must be from 1 to 65535");
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(database, "database");
    parameters = Map.copyOf(parameters);
    require(!host.isEmpty() || (port == 0 && user.isEmpty() && password.isEmpty()),
        "a connection with a port, a user or a password needs a host");
    require(!type.equals("sqlite") || host.isEmpty(),
        "a sqlite connection has no host: its database is the path of a file");
  }

  /** A builder of settings with the type alone. */
  public static ConnectionSettingsBuilder builder(String type) {
    return new ConnectionSettingsBuilder(type);
  }

  /**
   * Reads settings as configuration files have them: {@code type}, {@code host} or {@code server}, {@code
   * port}, {@code user} or {@code username}, {@code password}, {@code database}, and parameters as {@code
   * parameters.NAME}. Throws {@link ErrorCode#INVALID_ARGUMENT} for any other name.
   */
  public static ConnectionSettings of(Map<String, String> settings) {
    return ConnectionSettingsBuilder.of(settings).build();
  }

  /** A builder that starts from these settings. */
  public ConnectionSettingsBuilder toBuilder() {
    return new ConnectionSettingsBuilder(type).host(host).port(port).user(user).password(password)
        .database(database).parameters(parameters);
  }

  /** The settings as a URL that was taken apart. */
  DatabaseUrl url() {
    return new DatabaseUrl(type, user, password,
        host.isEmpty() ? List.of() : List.of(new HostPort(host, port)), database, parameters);
  }

  /** Without user, password and parameters that may be secret. */
  @Override
  public String toString() {
    return "ConnectionSettings[" + url().redacted() + "]";
  }

  static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw invalid(message);
    }
  }
}
