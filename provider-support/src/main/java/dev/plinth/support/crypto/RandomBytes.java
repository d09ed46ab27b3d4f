package dev.plinth.support.crypto;

import java.security.SecureRandom;

/** The one source of randomness of this package. */
final class RandomBytes {
  static final SecureRandom SOURCE = new SecureRandom();

  private RandomBytes() {}

  static byte[] of(int length) {
    byte[] bytes = new byte[length];
    SOURCE.nextBytes(bytes);
    return bytes;
  }
}
