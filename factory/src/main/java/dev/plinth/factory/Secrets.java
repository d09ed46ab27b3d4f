package dev.plinth.factory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Reads the one secret that cannot be in a vault: what opens the vault. */
final class Secrets {
  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";
  private static final long MOST_BYTES = 65_536;

  private Secrets() {}

  /** What {@code env:NAME} or {@code file:PATH} names, stripped; empty where there is nothing, or where it is neither. */
  static Optional<String> read(String written, Map<String, String> environment) {
    Optional<String> secret = Optional.empty();
    if (written.startsWith(ENVIRONMENT)) {
      secret = Optional.ofNullable(environment.get(written.substring(ENVIRONMENT.length())));
    } else if (written.startsWith(FILE)) {
      secret = content(written.substring(FILE.length()));
    }
    return secret.map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Optional<String> content(String path) {
    try {
      Path file = Path.of(path);
      return Files.size(file) > MOST_BYTES
          ? Optional.empty()
          : Optional.of(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException | InvalidPathException unreadable) {
      return Optional.empty();
    }
  }
}
