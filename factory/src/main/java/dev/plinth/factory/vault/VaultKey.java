package dev.plinth.factory.vault;

import dev.plinth.DatabaseException;
import dev.plinth.EncryptionKeys;
import dev.plinth.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** What opens a {@link VaultFile}: a key of 32 bytes, a passphrase, or either. Its {@code toString} shows neither. */
public final class VaultKey {
  /** As OWASP advises for PBKDF2 with HMAC-SHA-256. */
  private static final int ITERATIONS = 600_000;
  private static final int LEAST_PASSPHRASE = 8;
  private static final byte[] LABEL = "plinth vault file".getBytes(StandardCharsets.US_ASCII);

  private final byte @Nullable [] key;
  private final char @Nullable [] passphrase;
  private final int iterations;

  /** Deriving from a passphrase is slow on purpose: the last result is kept. */
  private record Derived(VaultHeader.Derivation derivation, SecretKeySpec key) {
    @Override
    public String toString() {
      return "Derived";
    }
  }

  private volatile @Nullable Derived last;

  private VaultKey(byte @Nullable [] key, char @Nullable [] passphrase, int iterations) {
    this.key = key;
    this.passphrase = passphrase;
    this.iterations = iterations;
  }

  /** The key that encrypts of these keys, as in the variable {@code ENCRYPTION_KEY}. */
  public static VaultKey of(EncryptionKeys keys) {
    return new VaultKey(keys.key(keys.activeId()), null, 0);
  }

  /** A passphrase. Throws {@link ErrorCode#INVALID_ARGUMENT} where it is shorter than 8 characters. */
  public static VaultKey ofPassphrase(String passphrase) {
    return ofPassphrase(passphrase, ITERATIONS);
  }

  static VaultKey ofPassphrase(String passphrase, int iterations) {
    return new VaultKey(null, checked(passphrase), iterations);
  }

  private static char[] checked(String passphrase) {
    if (passphrase.length() < LEAST_PASSPHRASE) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the passphrase of a vault has at least " + LEAST_PASSPHRASE + " characters");
    }
    return passphrase.toCharArray();
  }

  /** This key, and a passphrase for files that are encrypted with one. New files take the key. */
  public VaultKey orPassphrase(String other) {
    return new VaultKey(key, checked(other), ITERATIONS);
  }

  /** How a new file of this key is encrypted. */
  VaultHeader.Derivation newDerivation() {
    return VaultHeader.Derivation.fresh(key == null, key == null ? iterations : 0);
  }

  /** The key of a file; another one for each salt, so that none is used for two purposes. */
  SecretKeySpec derive(VaultHeader.Derivation derivation) {
    Derived known = last;
    if (known == null || !known.derivation.equals(derivation)) {
      known = new Derived(derivation, derived(derivation));
      last = known;
    }
    return known.key;
  }

  private SecretKeySpec derived(VaultHeader.Derivation derivation) {
    if (derivation.ofPassphrase() ? passphrase == null : key == null) {
      throw new DatabaseException(ErrorCode.DECRYPTION_FAILED, derivation.ofPassphrase()
          ? "the vault file is encrypted with a passphrase, not with a key"
          : "the vault file is encrypted with a key of 32 bytes, not with a passphrase");
    }
    try {
      return new SecretKeySpec(
          derivation.ofPassphrase() ? fromPassphrase(derivation) : fromKey(derivation), "AES");
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("this JDK lacks an algorithm that every JDK has", absent);
    }
  }

  private byte[] fromKey(VaultHeader.Derivation derivation)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    mac.update(LABEL);
    return mac.doFinal(derivation.salt());
  }

  private byte[] fromPassphrase(VaultHeader.Derivation derivation)
      throws GeneralSecurityException {
    var specification =
        new PBEKeySpec(passphrase, derivation.salt(), derivation.iterations(), 256);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(specification)
          .getEncoded();
    } finally {
      specification.clearPassword();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VaultKey that && Arrays.equals(key, that.key)
        && Arrays.equals(passphrase, that.passphrase);
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(passphrase != null);
  }

  @Override
  public String toString() {
    return "VaultKey";
  }
}
