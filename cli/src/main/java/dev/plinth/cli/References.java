package dev.plinth.cli;

import dev.plinth.DatabaseException;
import dev.plinth.EncryptionKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Secrets that a command line names instead of holding. What it holds instead is never repeated: it may
 * be the secret itself.
 */
record References(Map<String, String> environment) {
  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";
  private static final String VAULT = "vault:";
  private static final String KEY_VARIABLE = "ENCRYPTION_KEY";

  /** A URL, or the one that {@code env:NAME} names. */
  String url(String written) {
    if (written.startsWith(VAULT)) {
      throw vault("--url env:NAME");
    }
    return written.startsWith(ENVIRONMENT) ? variable(written, "--url") : written;
  }

  /** The key that {@code env:NAME} or {@code file:PATH} names. */
  EncryptionKeys key(String written) {
    if (written.startsWith(VAULT)) {
      throw vault("--key env:NAME or file:PATH");
    }
    if (written.startsWith(ENVIRONMENT)) {
      return key("--key env:NAME", variable(written, "--key"));
    }
    if (written.startsWith(FILE)) {
      return key("--key file:PATH", content(written.substring(FILE.length())));
    }
    throw new Misuse("--key takes no key but says where one is: env:NAME or file:PATH, so that it "
        + "stands in no list of processes");
  }

  /** The key in the variable {@code ENCRYPTION_KEY}, where it is set. */
  Optional<EncryptionKeys> defaultKey() {
    return value(KEY_VARIABLE).map(text -> key(KEY_VARIABLE, text));
  }

  private String variable(String written, String option) {
    String name = written.substring(ENVIRONMENT.length());
    return value(name).orElseThrow(() -> new Misuse(option + " names the variable "
        + (name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "after env:")
        + ", which is not set or empty"));
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
  }

  private static String content(String path) {
    try {
      return Files.readString(Path.of(path), StandardCharsets.US_ASCII);
    } catch (IOException | InvalidPathException unreadable) {
      throw new Misuse(
          "--key names a file that is not there or that is no text: write the key into "
              + "it with: openssl rand -base64 32");
    }
  }

  private static EncryptionKeys key(String where, String text) {
    try {
      return EncryptionKeys.ofBase64(text);
    } catch (DatabaseException refused) {
      throw new Misuse(where + ": " + refused.getMessage());
    }
  }

  private static Misuse vault(String instead) {
    return new Misuse("vault: references are not there yet; until then write " + instead);
  }
}
