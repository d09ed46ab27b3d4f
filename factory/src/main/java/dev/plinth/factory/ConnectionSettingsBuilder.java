package dev.plinth.factory;

import java.util.LinkedHashMap;
import java.util.Map;

/** Builds {@link ConnectionSettings}, whose components are described there. Not thread-safe. */
public final class ConnectionSettingsBuilder {
  private static final String PARAMETER = "parameters.";

  private final String type;
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private String host = "";
  private int port;
  private String user = "";
  private String password = "";
  private String database = "";

  ConnectionSettingsBuilder(String type) {
    this.type = type;
  }

  static ConnectionSettingsBuilder of(Map<String, String> settings) {
    String type = settings.get("type");
    if (type == null) {
      throw ConnectionSettings
          .invalid("the settings of a connection name no type, for example postgresql");
    }
    var builder = new ConnectionSettingsBuilder(type);
    settings.forEach(builder::put);
    return builder;
  }

  private void put(String name, String value) {
    switch (name) {
      case "type" -> {
      }
      case "host", "server" -> host(once(name, host, value));
      case "port" -> port(number(value));
      case "user", "username" -> user(once(name, user, value));
      case "password" -> password(value);
      case "database" -> database(value);
      default -> {
        if (!name.startsWith(PARAMETER)) {
          throw ConnectionSettings.invalid("a connection has no setting " + name
              + "; there are type, host (or server), port, user (or username), password, database "
              + "and parameters.NAME");
        }
        parameter(name.substring(PARAMETER.length()), value);
      }
    }
  }

  private static String once(String name, String before, String value) {
    if (!before.isEmpty() && !before.equals(value)) {
      throw ConnectionSettings.invalid(
          "the setting " + name + " contradicts its other name: host is server, user is username");
    }
    return value;
  }

  private static int number(String port) {
    try {
      return Integer.parseInt(port.strip());
    } catch (NumberFormatException notANumber) {
      throw ConnectionSettings.invalid("the port of a connection must be a number");
    }
  }

  /** Sets the name or address of the server. */
  public ConnectionSettingsBuilder host(String name) {
    host = name;
    return this;
  }

  /** Sets the host by its other name. */
  public ConnectionSettingsBuilder server(String name) {
    return host(name);
  }

  /** Sets the port. */
  public ConnectionSettingsBuilder port(int number) {
    port = number;
    return this;
  }

  /** Sets the user. */
  public ConnectionSettingsBuilder user(String name) {
    user = name;
    return this;
  }

  /** Sets the password. */
  public ConnectionSettingsBuilder password(String secret) {
    password = secret;
    return this;
  }

  /** Sets the name of the database, or the path of a file. */
  public ConnectionSettingsBuilder database(String name) {
    database = name;
    return this;
  }

  /** Adds a parameter. */
  public ConnectionSettingsBuilder parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** Adds parameters. */
  public ConnectionSettingsBuilder parameters(Map<String, String> all) {
    parameters.putAll(all);
    return this;
  }

  /** The settings; refuses what {@link ConnectionSettings} refuses. */
  public ConnectionSettings build() {
    return new ConnectionSettings(type, host, port, user, password, database, parameters);
  }
}
