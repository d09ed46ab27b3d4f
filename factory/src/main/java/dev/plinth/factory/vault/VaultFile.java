package dev.plinth.factory.vault;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.credentials.Credential;
import dev.plinth.credentials.CredentialSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Credentials in one file, encrypted with AES-256-GCM. Any number of processes may use a file at once: one
 * that reads sees what another has written by the next call. Its methods block for the length of a
 * reading of the file.
 *
 * <p>They fail with {@link ErrorCode#DECRYPTION_FAILED} where the key is another one or the file was
 * altered, {@link ErrorCode#SCHEMA_MISMATCH} for a file of a newer format, {@link ErrorCode#ACCESS_DENIED} or
 * {@link ErrorCode#CONNECTION_FAILED} where the file cannot be read, {@link ErrorCode#LOCK_TIMEOUT} where
 * another process does not let go of it.
 */
public final class VaultFile implements CredentialSource {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}(/[A-Za-z0-9][A-Za-z0-9_.-]{0,99}){0,9}");
  private static final int MOST_CHARACTERS = 65_536;

  private final GuardedFile file;
  private final VaultCipher cipher;

  /** A file that need not be there yet. */
  public VaultFile(Path path, VaultKey key) {
    this.file = new GuardedFile(path);
    this.cipher = new VaultCipher(Objects.requireNonNull(key, "key"));
  }

  /** The credentials, by name, without what they are. */
  public List<VaultEntry> list() {
    return content().credentials().values().stream().map(VaultContent.Stored::entry).toList();
  }

  @Override
  public Optional<Credential> find(String credentialName) {
    return Optional.ofNullable(content().credentials().get(credentialName))
        .map(stored -> Credential.parse(stored.value())
            .withVersion(Long.toString(stored.entry().version())));
  }

  /**
   * Stores a credential in place of the one of this name, if there is one.
   *
   * <p>Fails with {@link ErrorCode#INVALID_ARGUMENT} for a name that there cannot be, and for a text that
   * {@link Credential#parse} refuses.
   *
   * @return the new entry, on disk when this returns
   */
  public VaultEntry set(String credentialName, String text) {
    if (!NAME.matcher(credentialName).matches()) {
      throw invalid("the name of a credential has letters, digits, _, . and -, and may have parts "
          + "between slashes");
    }
    if (text.length() > MOST_CHARACTERS) {
      throw invalid("a credential has up to " + MOST_CHARACTERS + " characters");
    }
    var unused = Credential.parse(text);
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return file.alone(() -> {
      VaultContent changed = content().with(credentialName, text.strip(), now);
      write(changed);
      return Objects.requireNonNull(changed.credentials().get(credentialName)).entry();
    });
  }

  /** Removes a credential; says whether there was one. */
  public boolean remove(String credentialName) {
    Objects.requireNonNull(credentialName, "credentialName");
    return file.alone(() -> {
      VaultContent content = content();
      if (!content.credentials().containsKey(credentialName)) {
        return false;
      }
      write(content.without(credentialName));
      return true;
    });
  }

  private VaultContent content() {
    return file.read().map(cipher::open).map(VaultContent::read).orElseGet(VaultContent::empty);
  }

  /** A file keeps its salt, so that the key need not be derived for every writing. */
  private void write(VaultContent content) {
    VaultHeader.Derivation derivation = file.read()
        .map(bytes -> VaultHeader.read(ByteBuffer.wrap(bytes)).derivation())
        .orElseGet(cipher.key()::newDerivation);
    file.replace(cipher.seal(derivation, content.bytes()));
  }

  private static DatabaseException invalid(String message) {
    return new DatabaseException(ErrorCode.INVALID_ARGUMENT, message);
  }

  @Override
  public String toString() {
    return "VaultFile";
  }
}
