package dev.plinth.factory.vault;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * What stands in clear before the encrypted part of a vault file, and is authenticated with it: {@code
 * PLVAULT}, the version of the format (1), how the key is derived (0 from a key, 1 by PBKDF2), the
 * iterations, a salt of 16 bytes, and a nonce of 12 that is new with every writing.
 */
@SuppressWarnings("ArrayRecordComponent")
record VaultHeader(Derivation derivation, byte[] nonce) {
  static final int LENGTH = 41;
  private static final byte[] MAGIC = "PLVAULT".getBytes(StandardCharsets.US_ASCII);
  private static final byte VERSION = 1;
  private static final int SALT = 16;
  private static final int NONCE = 12;
  /** An altered header must not keep a processor busy for hours. */
  private static final int MOST_ITERATIONS = 10_000_000;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How the key of a file is made of what its owner has. */
  @SuppressWarnings("ArrayRecordComponent")
  record Derivation(boolean ofPassphrase, int iterations, byte[] salt) {
    static Derivation fresh(boolean ofPassphrase, int iterations) {
      return new Derivation(ofPassphrase, iterations, random(SALT));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Derivation that && ofPassphrase == that.ofPassphrase
          && iterations == that.iterations && Arrays.equals(salt, that.salt);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(salt);
    }
  }

  static VaultHeader of(Derivation derivation) {
    return new VaultHeader(derivation, random(NONCE));
  }

  static VaultHeader read(ByteBuffer file) {
    try {
      var magic = new byte[MAGIC.length];
      file.get(magic);
      if (!Arrays.equals(magic, MAGIC)) {
        throw noVault();
      }
      byte version = file.get();
      if (version != VERSION) {
        throw new DatabaseException(ErrorCode.SCHEMA_MISMATCH,
            "the vault file has a format that this version does not know: it was written by a newer one");
      }
      return rest(file);
    } catch (BufferUnderflowException cut) {
      throw noVault();
    }
  }

  private static VaultHeader rest(ByteBuffer file) {
    byte kind = file.get();
    int iterations = file.getInt();
    if (kind < 0 || kind > 1 || iterations < 0 || iterations > MOST_ITERATIONS
        || (kind == 1 && iterations == 0)) {
      throw noVault();
    }
    var salt = new byte[SALT];
    file.get(salt);
    var nonce = new byte[NONCE];
    file.get(nonce);
    return new VaultHeader(new Derivation(kind == 1, iterations, salt), nonce);
  }

  byte[] bytes() {
    return ByteBuffer.allocate(LENGTH).put(MAGIC).put(VERSION)
        .put((byte) (derivation.ofPassphrase() ? 1 : 0)).putInt(derivation.iterations())
        .put(derivation.salt()).put(nonce).array();
  }

  private static byte[] random(int length) {
    var bytes = new byte[length];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static DatabaseException noVault() {
    return new DatabaseException(ErrorCode.DECRYPTION_FAILED,
        "the file is no vault file, or it was altered");
  }
}
