package dev.plinth.factory;

import dev.plinth.ErrorCode;
import dev.plinth.credentials.CredentialSource;
import dev.plinth.factory.vault.VaultFile;
import dev.plinth.factory.vault.VaultKey;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds {@link Vaults}. Not thread-safe. */
public final class VaultsBuilder {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}");

  private final Map<String, CredentialSource> sources = new LinkedHashMap<>();
  private Map<String, String> environment = System.getenv();
  private @Nullable Path folder;
  private Supplier<VaultKey> folderKey = () -> {
    throw ConnectionSettings.invalid("no key of the vault files is given");
  };

  VaultsBuilder() {}

  /** Sets the variables that references and settings may name. */
  public VaultsBuilder environment(Map<String, String> variables) {
    environment = Map.copyOf(variables);
    return this;
  }

  /** Adds a source of one's own. Throws {@link ErrorCode#INVALID_ARGUMENT} where the name is taken. */
  public VaultsBuilder source(String name, CredentialSource source) {
    if (!NAME.matcher(name).matches()) {
      throw ConnectionSettings
          .invalid("the name of a vault has 1 to 64 letters, digits, _, . and -");
    }
    if (sources.put(name, Objects.requireNonNull(source, "source")) != null) {
      throw ConnectionSettings.invalid("there are two vaults " + name);
    }
    return this;
  }

  /**
   * Adds variables with a prefix: with {@code APP_} the credential {@code orders} is the variable {@code
   * APP_ORDERS}, or {@code APP_ORDERS_URL}, {@code APP_ORDERS_USER} and {@code APP_ORDERS_PASSWORD}.
   */
  public VaultsBuilder variables(String name, String prefix) {
    return source(name, new VariableSource(environment, prefix));
  }

  /** Adds a folder with a file for each credential, or a folder for each with a file for each field. */
  public VaultsBuilder folder(String name, Path path) {
    return source(name, new FolderSource(path));
  }

  /** Adds an encrypted vault file. */
  public VaultsBuilder file(String name, Path path, VaultKey key) {
    return source(name, new VaultFile(path, key));
  }

  /** Makes every encrypted file {@code NAME.vault} of a folder a vault; the key is asked for once one is used. */
  public VaultsBuilder filesOf(Path path, Supplier<VaultKey> key) {
    folder = Objects.requireNonNull(path, "path");
    folderKey = Objects.requireNonNull(key, "key");
    return this;
  }

  /**
   * Adds a vault as a configuration describes it: {@code type} is {@code environment}, {@code file}, {@code
   * encrypted-file} or one that a module on the class path brings, such as {@code hashicorp}. The guide
   * lists the settings; a secret is named by {@code env:NAME} or {@code file:PATH}.
   *
   * <p>Throws {@link ErrorCode#INVALID_ARGUMENT} for a type or a setting that there is not.
   */
  public VaultsBuilder configured(String name, Map<String, String> settings) {
    return configured(name, settings, Path.of(""));
  }

  /** The same, with the folder from which relative paths start. */
  VaultsBuilder configured(String name, Map<String, String> settings, Path start) {
    return source(name, new VaultSettings(name, settings, environment, start).source());
  }

  /** The vaults. */
  public Vaults build() {
    return new Vaults(environment, sources, new VaultFolder(folder, folderKey));
  }
}
