package dev.plinth.support.stores;

import org.jspecify.annotations.Nullable;

/**
 * The secrets of a token, encrypted.
 *
 * @param refreshToken null where there is none
 */
record SealedToken(String accessToken, @Nullable String refreshToken) {
  /** Ciphertext does not belong into logs either. */
  @Override
  public String toString() {
    return "SealedToken[redacted]";
  }
}
