package dev.plinth.credentials;

import dev.plinth.DatabaseException;
import dev.plinth.Options;
import dev.plinth.spi.DatabaseUrl;

/**
 * Gives what connections are made with. It is asked for every new connection, so that a password can
 * change while others are open and in use.
 *
 * <p>Handles share an engine where their options are equal: hold one instance, or give it {@code equals}.
 */
@FunctionalInterface
public interface Credentials {
  /**
   * The credential that is valid now. It may take its time: only threads that make connections call it.
   * May throw {@link DatabaseException}; any other exception is reported by its class alone.
   */
  Credential current();

  /**
   * For providers: those of the options, else what the URL says. What it returns throws nothing but
   * {@link DatabaseException}.
   */
  static Credentials of(DatabaseUrl url, Options options) {
    Credentials named = options.credentials();
    return named == null
        ? new FixedCredentials(Credential.of(url.user(), url.password()))
        : new GuardedCredentials(named, url.user());
  }
}
