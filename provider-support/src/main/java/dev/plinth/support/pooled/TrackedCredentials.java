package dev.plinth.support.pooled;

import dev.plinth.credentials.Credential;
import dev.plinth.credentials.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * Credentials that tell when a connection was made with another one than the connection before. Only then
 * are the older connections given up: a password that was changed in the vault before the server took it
 * must cost no connection that works.
 */
public final class TrackedCredentials implements Credentials {
  private final Credentials credentials;
  private volatile @Nullable Credential asked;
  private @Nullable Credential used;

  /** Tracks {@code credentials}. */
  public TrackedCredentials(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public Credential current() {
    Credential now = credentials.current();
    asked = now;
    return now;
  }

  /** A connection was made with what was given last: whether that is another credential than before. */
  public synchronized boolean connected() {
    Credential now = asked;
    Credential before = used;
    used = now;
    return now != null && before != null && !now.equals(before);
  }

  @Override
  public String toString() {
    return "TrackedCredentials";
  }
}
