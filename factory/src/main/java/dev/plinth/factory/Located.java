package dev.plinth.factory;

import dev.plinth.Options;
import dev.plinth.credentials.Credentials;
import dev.plinth.spi.DatabaseUrl;
import org.jspecify.annotations.Nullable;

/**
 * A database that was looked up.
 *
 * @param credentials asked for each connection; null for those in the URL
 */
record Located(DatabaseUrl url, @Nullable Credentials credentials) {
  Options options(Options options) {
    return credentials == null ? options : options.withCredentials(credentials);
  }
}
