package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.data.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A configuration of vaults and connections in a JSON file; the guide describes it. No password stands in
 * it: one that does is refused, as is a member that there is not.
 *
 * @param vaults where the connections find their credentials; the caller's to close
 * @param connections in their order
 * @param server the member {@code server} as it stands, for whoever serves the connections
 */
public record ConnectionsFile(Vaults vaults, List<ConnectionDefinition> connections,
    Map<String, Object> server) {
  private static final long MOST_BYTES = 1L << 20;
  private static final Set<String> MEMBERS = Set.of("vaults", "connections", "server");

  /** Copies the list. */
  public ConnectionsFile {
    Objects.requireNonNull(vaults, "vaults");
    connections = List.copyOf(connections);
    Objects.requireNonNull(server, "server");
  }

  /**
   * Reads a file; see {@link #parse}. Paths in it are relative to its folder.
   *
   * <p>Throws {@link ErrorCode#NOT_FOUND} where there is no such file.
   */
  public static ConnectionsFile read(Path file, VaultsBuilder vaults,
      Map<String, String> environment,
      Options base) {
    Path folder = Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of("."));
    return parse(text(file), folder, vaults, environment, base);
  }

  /**
   * Reads a configuration. Throws {@link ErrorCode#INVALID_ARGUMENT} and the name of the member where
   * something is wrong; values are not repeated.
   *
   * @param folder from which relative paths start
   * @param vaults those that there are besides
   * @param environment the variables that it may name
   * @param base the options of connections, from which theirs start
   */
  public static ConnectionsFile parse(String json, Path folder, VaultsBuilder vaults,
      Map<String, String> environment, Options base) {
    Settings root = Settings.of("the configuration", Json.parse(json).value());
    root.only(MEMBERS);
    vaults.environment(environment);
    root.objects("vaults").forEach((name, settings) -> vaults.configured(name,
        settings.texts(text -> text.startsWith("~/") ? home(environment, text) : text), folder));
    List<ConnectionDefinition> connections = root.list("connections").stream()
        .map(settings -> new ConnectionSettingsReader(settings, folder, base).definition())
        .toList();
    return new ConnectionsFile(vaults.build(), connections, root.members("server"));
  }

  private static String home(Map<String, String> environment, String path) {
    return environment.getOrDefault("HOME", ".") + path.substring(1);
  }

  private static String text(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw ConnectionSettings.invalid("the configuration is longer than 1 MiB");
      }
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (NoSuchFileException absent) {
      throw new DatabaseException(ErrorCode.NOT_FOUND, "there is no such configuration file");
    } catch (IOException unreadable) {
      throw ConnectionSettings.invalid("the configuration file cannot be read as text: "
          + unreadable.getClass().getSimpleName());
    }
  }
}
