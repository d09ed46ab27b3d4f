package dev.plinth.credentials;

import dev.plinth.ErrorCode;
import java.util.Optional;

/** A place where credentials are kept under names: a vault. Safe for use by many threads. */
@FunctionalInterface
public interface CredentialSource extends AutoCloseable {
  /**
   * Looks a credential up; empty where there is none of this name. May block, though for a bounded time.
   *
   * <p>Fails with {@link ErrorCode#CONNECTION_FAILED} or {@link ErrorCode#TIMEOUT} where the vault cannot
   * be reached, {@link ErrorCode#AUTHENTICATION_FAILED} or {@link ErrorCode#ACCESS_DENIED} where it does
   * not let in, {@link ErrorCode#DECRYPTION_FAILED} where its key is wrong or it was altered.
   */
  Optional<Credential> find(String credentialName);

  /** Lets go of what the source holds. */
  @Override
  default void close() {}
}
