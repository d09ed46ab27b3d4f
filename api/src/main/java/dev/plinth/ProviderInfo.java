package dev.plinth;

import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What a provider is, known without asking the server.
 *
 * @param backend the name of the backend, for example {@code sqlite}
 * @param url the URL without user, password and secret parameters
 * @param instantPrecision to what instants are cut: {@link ChronoUnit#MICROS} or {@link ChronoUnit#MILLIS}
 */
public record ProviderInfo(String backend, String url, ChronoUnit instantPrecision) {
  /** Checks that nothing is missing. */
  public ProviderInfo {
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(instantPrecision, "instantPrecision");
  }
}
