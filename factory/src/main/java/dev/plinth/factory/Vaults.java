package dev.plinth.factory;

import dev.plinth.BackendFailure;
import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.credentials.Credential;
import dev.plinth.credentials.CredentialSource;
import dev.plinth.credentials.Credentials;
import dev.plinth.spi.DatabaseUrl;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The vaults of a program by name, and its environment: where {@code vault:NAME/CREDENTIAL} and {@code
 * env:NAME} are looked up. Safe for use by many threads. Closing it closes its sources.
 */
public final class Vaults implements AutoCloseable {
  private static final Vaults NONE = builder().environment(Map.of()).build();

  private final Map<String, String> environment;
  private final Map<String, CredentialSource> sources;
  private final VaultFolder folder;

  Vaults(Map<String, String> environment, Map<String, CredentialSource> sources,
      VaultFolder folder) {
    this.environment = Map.copyOf(environment);
    this.sources = Map.copyOf(sources);
    this.folder = folder;
  }

  /** Neither vaults nor variables. */
  public static Vaults none() {
    return NONE;
  }

  /** A builder without vaults, with the environment of this process. */
  public static VaultsBuilder builder() {
    return new VaultsBuilder();
  }

  /** The names of the vaults. */
  public Set<String> names() {
    var names = new TreeSet<>(sources.keySet());
    names.addAll(folder.names());
    return names;
  }

  /**
   * A credential by name, looked up for each new connection: give it to {@link
   * dev.plinth.Options#withCredentials}. While the vault does not answer, the one last read serves.
   *
   * <p>Throws {@link ErrorCode#INVALID_ARGUMENT} for names that there cannot be; nothing is looked up yet.
   */
  public Credentials credentials(String vaultName, String credentialName) {
    return credentials(Reference.ofVault(vaultName, credentialName));
  }

  /**
   * Looks a credential up, as {@code env:NAME} or {@code vault:NAME/CREDENTIAL}. Blocks.
   *
   * <p>Throws {@link ErrorCode#INVALID_ARGUMENT} for a text that is neither, {@link ErrorCode#NOT_FOUND} where
   * there is no such vault, credential or variable, and what {@link CredentialSource#find} does.
   */
  public Credential find(String reference) {
    return find(Reference.parse(reference));
  }

  /** Closes the sources. */
  @Override
  public void close() {
    sources.values().forEach(CredentialSource::close);
  }

  Credentials credentials(Reference reference) {
    return new KeptCredentials(this, reference);
  }

  Located locate(Reference reference) {
    Credential found = find(reference);
    DatabaseUrl url = found.location().orElseThrow(() -> ConnectionSettings.invalid(reference
        + " holds a password alone and no URL: store the whole URL there, or name the database by its "
        + "parts and take user and password from there"));
    boolean anonymous = found.user().isEmpty() && found.password().isEmpty();
    return new Located(url, anonymous ? null : credentials(reference));
  }

  Credential find(Reference reference) {
    Optional<Credential> found = reference.ofEnvironment()
        ? Optional.ofNullable(environment.get(reference.name())).filter(text -> !text.isBlank())
            .map(text -> parsed(reference, text))
        : ask(source(reference.vault()), reference);
    return found.orElseThrow(() -> new DatabaseException(ErrorCode.NOT_FOUND, reference
        + (reference.ofEnvironment()
            ? ": the variable is not set or empty"
            : ": the vault has no such credential")));
  }

  private static Optional<Credential> ask(CredentialSource source, Reference reference) {
    try {
      return source.find(reference.name());
    } catch (DatabaseException known) {
      throw named(reference, known);
    } catch (RuntimeException unexpected) {
      // Sources are code of others, whose messages may quote a secret; the stack is kept.
      throw new DatabaseException(ErrorCode.CONNECTION_FAILED,
          reference + ": the vault failed: " + unexpected.getClass().getName(),
          BackendFailure.of(unexpected));
    }
  }

  private static Credential parsed(Reference reference, String text) {
    try {
      return Credential.parse(text);
    } catch (DatabaseException refused) {
      throw named(reference, refused);
    }
  }

  private static DatabaseException named(Reference reference, DatabaseException failure) {
    return new DatabaseException(failure.code(), reference + ": " + failure.getMessage());
  }

  private CredentialSource source(String vault) {
    return Optional.ofNullable(sources.get(vault)).or(() -> folder.source(vault))
        .orElseThrow(() -> new DatabaseException(ErrorCode.NOT_FOUND, "there is no vault " + vault
            + "; there are: " + (names().isEmpty() ? "none" : String.join(", ", names()))));
  }
}
