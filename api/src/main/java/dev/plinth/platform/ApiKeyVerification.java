package dev.plinth.platform;

import java.util.Objects;
import java.util.Optional;

/**
 * What the value that a client sent is worth. Only {@link Valid} lets the client in; the others are for
 * logs and for the owner of the key, and need not be told apart to the client.
 */
public sealed interface ApiKeyVerification {
  /** The key, if it may be used; empty otherwise. */
  default Optional<ApiKey> validKey() {
    return this instanceof Valid(ApiKey key) ? Optional.of(key) : Optional.empty();
  }

  /** The value is that of a key which may be used. */
  record Valid(ApiKey key) implements ApiKeyVerification {
    /** Checks that nothing is missing. */
    public Valid {
      Objects.requireNonNull(key, "key");
    }
  }

  /** The value is that of no key, or of none that is still stored. */
  record Unknown() implements ApiKeyVerification {}

  /** The value is that of a key which was deactivated, whether it has expired or not. */
  record Inactive(ApiKey key) implements ApiKeyVerification {
    /** Checks that nothing is missing. */
    public Inactive {
      Objects.requireNonNull(key, "key");
    }
  }

  /** The value is that of an active key past its expiry or, after a rotation, its grace. */
  record Expired(ApiKey key) implements ApiKeyVerification {
    /** Checks that nothing is missing. */
    public Expired {
      Objects.requireNonNull(key, "key");
    }
  }
}
