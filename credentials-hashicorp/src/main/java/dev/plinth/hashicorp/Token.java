package dev.plinth.hashicorp;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The token with which the server is asked; read anew each time. */
record Token(String place, Supplier<Optional<String>> reader) {
  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";

  static Token of(Map<String, String> settings, Map<String, String> environment) {
    String written = settings.getOrDefault(VaultSettings.TOKEN, "env:VAULT_TOKEN");
    if (written.startsWith(ENVIRONMENT)) {
      String name = written.substring(ENVIRONMENT.length());
      return new Token("the variable that its setting token names",
          () -> Optional.ofNullable(environment.get(name)));
    }
    if (written.startsWith(FILE)) {
      Path file = path(written.substring(FILE.length()));
      return new Token("the file that its setting token names", () -> content(file));
    }
    throw VaultSettings.invalid("takes no token but says where one is: env:NAME or file:PATH");
  }

  String value() {
    return reader.get().map(String::strip).filter(text -> text.matches("[\\x21-\\x7e]+"))
        .orElseThrow(() -> new DatabaseException(ErrorCode.AUTHENTICATION_FAILED,
            "there is no token of HashiCorp Vault in " + place));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException malformed) {
      throw VaultSettings.invalid("needs a path behind file: as token");
    }
  }

  private static Optional<String> content(Path file) {
    try {
      return Optional.of(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "Token";
  }
}
