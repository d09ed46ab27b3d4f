package dev.plinth.health;

import java.util.Map;
import java.util.Objects;

/**
 * What a server says of itself.
 *
 * @param product its name
 * @param version its version
 * @param driver the driver's name and version
 * @param settings what matters of its settings, for example the journal mode; no secrets
 */
public record ServerInformation(String product, String version, String driver,
    Map<String, String> settings) {
  /** Copies the map. */
  public ServerInformation {
    Objects.requireNonNull(product, "product");
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(driver, "driver");
    settings = Map.copyOf(settings);
  }
}
