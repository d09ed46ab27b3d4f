package dev.plinth.factory;

import dev.plinth.AccessPolicy;
import dev.plinth.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection as it is now. Nothing of it is secret.
 *
 * @param description for people and models; may be empty
 * @param backend for example {@code sqlite}; empty while it is unknown
 * @param url redacted; empty while it is unknown
 * @param access what the operator granted
 * @param failure why it is {@link ConnectionState#FAILED}; null otherwise
 */
public record ConnectionStatus(String id, String description, String backend, String url,
    AccessPolicy access, ConnectionState state, @Nullable ErrorCode failure) {
  /** Checks that nothing is missing. */
  public ConnectionStatus {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(url, "url");
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(state, "state");
  }
}
