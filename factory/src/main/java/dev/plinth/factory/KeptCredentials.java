package dev.plinth.factory;

import dev.plinth.DatabaseException;
import dev.plinth.credentials.Credential;
import dev.plinth.credentials.Credentials;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A credential by reference, looked up for every connection. While its vault is away the last one serves. */
final class KeptCredentials implements Credentials {
  private static final Logger LOG = LoggerFactory.getLogger(Vaults.class);

  private final Vaults vaults;
  private final Reference reference;
  private volatile @Nullable Credential last;

  KeptCredentials(Vaults vaults, Reference reference) {
    this.vaults = vaults;
    this.reference = reference;
  }

  @Override
  public Credential current() {
    try {
      Credential found = vaults.find(reference);
      last = found;
      return found;
    } catch (DatabaseException failure) {
      Credential known = last;
      if (!failure.retryable() || known == null || expired(known)) {
        throw failure;
      }
      LOG.warn("{}: the vault does not answer ({}); the credential last read is used", reference,
          failure.code().code());
      return known;
    }
  }

  private static boolean expired(Credential credential) {
    Instant end = credential.expiresAt();
    return end != null && !Instant.now().isBefore(end);
  }

  /** Two handles of one reference share an engine. */
  @Override
  public boolean equals(Object other) {
    return other instanceof KeptCredentials that && vaults == that.vaults
        && reference.equals(that.reference);
  }

  @Override
  public int hashCode() {
    return reference.hashCode();
  }

  @Override
  public String toString() {
    return reference.toString();
  }
}
