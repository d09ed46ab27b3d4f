package dev.plinth.support.crypto;

import dev.plinth.DatabaseException;
import dev.plinth.EncryptionKeys;
import dev.plinth.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts what must be read again, such as OAuth tokens: AES-256-GCM (NIST SP 800-38D; AEAD as in RFC 5116)
 * with a random nonce of 96 bits and a tag of 128 bits, bound to its place by a {@link CipherContext}.
 *
 * <p>With random nonces SP 800-38D allows 2<sup>32</sup> encryptions under one key; add a new active key
 * long before that.
 *
 * <p>Safe for use by many threads; nothing blocks. Each call makes a cipher object of its own: that costs
 * about a microsecond, and one per thread would pile up with virtual threads.
 */
public final class TokenCipher {
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BYTES = 16;

  private final String activeId;
  private final SecretKey activeKey;
  private final Map<String, SecretKey> keys;

  /** Encrypts with the active key and decrypts with any of them. */
  public TokenCipher(EncryptionKeys keys) {
    this.activeId = keys.activeId();
    this.activeKey = secretKey(keys, activeId);
    this.keys = keys.ids().stream()
        .collect(Collectors.toUnmodifiableMap(Function.identity(), id -> secretKey(keys, id)));
  }

  /**
   * Encrypts a text for its place, with the active key. The same text gives another envelope each time;
   * an envelope of n bytes of UTF-8 has {@code 4 + length of the key id + ceil(4 (n + 28) / 3)} characters, all ASCII.
   *
   * <p>Throws {@link ErrorCode#INVALID_ARGUMENT} if the text is not valid Unicode.
   */
  public String encrypt(String plaintext, CipherContext context) {
    byte[] nonce = RandomBytes.of(NONCE_BYTES);
    byte[] content = Utf8.encode("the text to encrypt", plaintext);
    byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + content.length + TAG_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, activeKey, nonce, context);
      cipher.doFinal(content, 0, content.length, sealed, NONCE_BYTES);
    } catch (GeneralSecurityException unavailable) {
      throw new DatabaseException(ErrorCode.UNSUPPORTED,
          "this Java runtime cannot encrypt with " + TRANSFORMATION
              + "; check its security providers",
          unavailable);
    }
    return new Envelope(activeId, sealed).text();
  }

  /**
   * Decrypts an envelope with the key that it names.
   *
   * <p>Throws {@link ErrorCode#DECRYPTION_FAILED} if it is malformed, its key is not there or is another
   * one, it was altered, or it was made for another context.
   */
  public String decrypt(String envelope, CipherContext context) {
    Envelope parsed = parse(envelope, "the encrypted value of " + context.place());
    SecretKey key = keys.get(parsed.keyId());
    if (key == null) {
      throw failure("no encryption key has the id that the encrypted value of " + context.place()
          + " names between its first two colons; add the older key with withOlder");
    }
    byte[] sealed = parsed.sealed();
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, sealed, context);
      byte[] content = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
      return new String(content, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException refused) {
      throw failure("the encrypted value of " + context.place()
          + " does not match its key and its record; check that the "
          + "key configured under its id is the one it was written with, and that the row was not altered or copied");
    }
  }

  /**
   * Whether the envelope was made with another key than the active one.
   *
   * <p>Throws {@link ErrorCode#DECRYPTION_FAILED} if it is malformed.
   */
  public boolean needsReencryption(String envelope) {
    return !parse(envelope, "the encrypted value").keyId().equals(activeId);
  }

  @Override
  public String toString() {
    return "TokenCipher[active=" + activeId + ", ids=" + keys.keySet() + "]";
  }

  private static SecretKey secretKey(EncryptionKeys keys, String id) {
    return new SecretKeySpec(keys.key(id), "AES");
  }

  /** @param sealed starts with the nonce */
  private static Cipher cipher(int mode, SecretKey key, byte[] sealed, CipherContext context)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, sealed, 0, NONCE_BYTES));
    cipher.updateAAD(context.authenticatedData());
    return cipher;
  }

  private static Envelope parse(String envelope, String what) {
    return Envelope.parse(envelope)
        .filter(parsed -> parsed.sealed().length >= NONCE_BYTES + TAG_BYTES)
        .orElseThrow(() -> failure(what + " is not an envelope (v1:key id:data); "
            + "restore the record from a backup, or store the secret again"));
  }

  private static DatabaseException failure(String message) {
    return new DatabaseException(ErrorCode.DECRYPTION_FAILED, message);
  }
}
