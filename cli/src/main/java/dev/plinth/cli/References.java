package dev.plinth.cli;

import static dev.plinth.factory.Databases.await;

import dev.plinth.DatabaseException;
import dev.plinth.DatabaseProvider;
import dev.plinth.EncryptionKeys;
import dev.plinth.ErrorCode;
import dev.plinth.Options;
import dev.plinth.factory.Databases;
import dev.plinth.factory.Target;
import dev.plinth.factory.Vaults;
import dev.plinth.factory.vault.VaultKey;
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
final class References {
  static final String PASSPHRASE_VARIABLE = "PLINTH_VAULT_PASSPHRASE";
  private static final String ENVIRONMENT = "env:";
  private static final String FILE = "file:";
  private static final String VAULT = "vault:";
  private static final String KEY_VARIABLE = "ENCRYPTION_KEY";
  private static final String HOME_VARIABLE = "PLINTH_HOME";

  private final Map<String, String> environment;
  private final Vaults vaults;

  References(Map<String, String> environment) {
    this.environment = environment;
    this.vaults =
        Vaults.builder().environment(environment).filesOf(home(), this::vaultKey).build();
  }

  /** The variables of the command. */
  Map<String, String> environment() {
    return environment;
  }

  /** The environment, and the encrypted files {@code NAME.vault} in the folder of the command. */
  Vaults vaults() {
    return vaults;
  }

  /** Where the command keeps what is its own: {@code PLINTH_HOME}, else {@code .plinth} in the folder of the user. */
  Path home() {
    try {
      return value(HOME_VARIABLE).map(Path::of)
          .orElseGet(() -> Path.of(value("HOME").orElseGet(() -> System.getProperty("user.home")),
              ".plinth"));
    } catch (InvalidPathException malformed) {
      throw new Misuse("the variable " + HOME_VARIABLE + " holds no path");
    }
  }

  /** The database that a URL, {@code env:NAME} or {@code vault:NAME/CREDENTIAL} names. */
  Target target(String written) {
    if (written.startsWith(ENVIRONMENT)) {
      return Target.of(variable(written, "--url"));
    }
    return written.startsWith(VAULT) ? vaultTarget(written) : Target.of(written);
  }

  private static Target vaultTarget(String written) {
    try {
      return Target.of(written);
    } catch (DatabaseException malformed) {
      throw new Misuse("--url: " + malformed.getMessage());
    }
  }

  /** Opens what {@link #target} names. */
  DatabaseProvider open(String written, Options options) {
    return await(Databases.open(target(written), vaults, options));
  }

  /** The key that {@code env:NAME}, {@code file:PATH} or {@code vault:NAME/CREDENTIAL} names. */
  EncryptionKeys key(String written) {
    if (written.startsWith(VAULT)) {
      return key("--key vault:NAME/CREDENTIAL", vaults.find(written).password());
    }
    if (written.startsWith(ENVIRONMENT)) {
      return key("--key env:NAME", variable(written, "--key"));
    }
    if (written.startsWith(FILE)) {
      return key("--key file:PATH", content(written.substring(FILE.length())));
    }
    throw new Misuse("--key takes no key but says where one is: env:NAME, file:PATH or "
        + "vault:NAME/CREDENTIAL, so that it stands in no list of processes");
  }

  /** The key in the variable {@code ENCRYPTION_KEY}, where it is set. */
  Optional<EncryptionKeys> defaultKey() {
    return value(KEY_VARIABLE).map(text -> key(KEY_VARIABLE, text));
  }

  /** Whether a variable says what opens the vault files. */
  boolean hasVaultKey() {
    return value(KEY_VARIABLE).isPresent() || value(PASSPHRASE_VARIABLE).isPresent();
  }

  /** What opens the vault files: the variables {@code ENCRYPTION_KEY} and {@code PLINTH_VAULT_PASSPHRASE}. */
  VaultKey vaultKey() {
    Optional<VaultKey> key =
        value(KEY_VARIABLE).map(text -> VaultKey.of(EncryptionKeys.ofBase64(text)));
    Optional<String> passphrase = value(PASSPHRASE_VARIABLE);
    return key.map(known -> passphrase.map(known::orPassphrase).orElse(known))
        .or(() -> passphrase.map(VaultKey::ofPassphrase))
        .orElseThrow(() -> new DatabaseException(ErrorCode.INVALID_ARGUMENT,
            "a vault file is opened by the variable " + KEY_VARIABLE
                + " (base64 of 32 bytes: openssl "
                + "rand -base64 32) or " + PASSPHRASE_VARIABLE + ", and neither is set"));
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
}
