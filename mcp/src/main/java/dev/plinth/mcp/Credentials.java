package dev.plinth.mcp;

import dev.plinth.DatabaseProvider;
import java.util.concurrent.CompletableFuture;

/** Opens databases whose credentials a client may name but never see. */
@FunctionalInterface
public interface Credentials {
  /**
   * Opens the database that a credential belongs to.
   *
   * <p>Fails with {@link dev.plinth.ErrorCode#NOT_FOUND} where there is no such credential.
   *
   * @param type the scheme of the backend, for example {@code postgresql}
   */
  CompletableFuture<DatabaseProvider> open(String type, String vaultName, String credentialName);
}
