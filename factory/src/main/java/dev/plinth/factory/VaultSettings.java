package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.EncryptionKeys;
import dev.plinth.credentials.CredentialSource;
import dev.plinth.credentials.CredentialSourceFactory;
import dev.plinth.factory.vault.VaultFile;
import dev.plinth.factory.vault.VaultKey;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The settings of a vault as a configuration has them, and the source that they describe. */
record VaultSettings(String name, Map<String, String> settings, Map<String, String> environment,
    Path start) {
  private static final String TYPE = "type";

  CredentialSource source() {
    String type = setting(TYPE).orElseThrow(() -> wrong("names no type: write one of " + types()));
    return switch (type) {
      case "environment" -> {
        only("prefix");
        yield new VariableSource(environment, required("prefix"));
      }
      case "file" -> {
        only("path");
        yield new FolderSource(path());
      }
      case "encrypted-file" -> {
        only("path", "key", "passphrase");
        yield new VaultFile(path(), key());
      }
      default -> ofModule(type);
    };
  }

  private CredentialSource ofModule(String type) {
    var others = new LinkedHashMap<>(settings);
    others.remove(TYPE);
    return factories().filter(factory -> factory.type().equals(type)).findFirst()
        .orElseThrow(() -> wrong("has a type that there is not: there are " + types()
            + (type.equals("hashicorp")
                ? "; add dev.plinth:plinth-credentials-hashicorp to the class path"
                : "")))
        .open(others, environment);
  }

  private static String types() {
    var types = new TreeSet<>(List.of("environment", "file", "encrypted-file"));
    factories().forEach(factory -> types.add(factory.type()));
    return String.join(", ", types);
  }

  private static Stream<CredentialSourceFactory> factories() {
    return Stream
        .of(Thread.currentThread().getContextClassLoader(), VaultSettings.class.getClassLoader())
        .filter(Objects::nonNull).distinct()
        .flatMap(loader -> ServiceLoader.load(CredentialSourceFactory.class, loader).stream())
        .map(ServiceLoader.Provider::get);
  }

  private VaultKey key() {
    Optional<String> passphrase = setting("passphrase");
    if (passphrase.isPresent()) {
      return VaultKey.ofPassphrase(secret("passphrase", passphrase.get()));
    }
    String written = setting("key").orElse("env:ENCRYPTION_KEY");
    try {
      return VaultKey.of(EncryptionKeys.ofBase64(secret("key", written)));
    } catch (DatabaseException refused) {
      throw new DatabaseException(refused.code(),
          "the vault " + name + ": " + refused.getMessage());
    }
  }

  private String secret(String setting, String written) {
    return Secrets.read(written, environment).orElseThrow(
        () -> wrong(
            "says by " + setting + " where its secret is: write env:NAME or file:PATH, of a "
                + "variable that is set or a file that is there"));
  }

  private Path path() {
    try {
      return start.resolve(required("path"));
    } catch (InvalidPathException malformed) {
      throw wrong("has a path that is none");
    }
  }

  private String required(String setting) {
    return setting(setting).orElseThrow(() -> wrong("needs the setting " + setting));
  }

  private Optional<String> setting(String setting) {
    return Optional.ofNullable(settings.get(setting)).filter(value -> !value.isBlank());
  }

  private void only(String... known) {
    List<String> names = List.of(known);
    settings.keySet().stream().filter(key -> !key.equals(TYPE) && !names.contains(key)).findFirst()
        .ifPresent(key -> {
          throw wrong("has no setting " + key + "; there are type, " + String.join(", ", names));
        });
  }

  private DatabaseException wrong(String what) {
    return ConnectionSettings.invalid("the vault " + name + " " + what);
  }
}
