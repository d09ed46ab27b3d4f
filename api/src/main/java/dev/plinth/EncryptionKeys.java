package dev.plinth;

import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keys for what is stored encrypted: one that encrypts, and any number of older ones that still
 * decrypt. Each is 32 bytes (AES-256) under an id that stands in every envelope.
 */
public final class EncryptionKeys {
  private static final int KEY_BYTES = 32;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  private final String activeId;
  private final Map<String, byte[]> keys;

  private EncryptionKeys(String activeId, Map<String, byte[]> keys) {
    this.activeId = activeId;
    this.keys = keys;
  }

  /** One key with the id {@code k1}. Fails with {@link ErrorCode#INVALID_ARGUMENT} unless it is 32 bytes long. */
  public static EncryptionKeys of(byte[] key) {
    return of("k1", key);
  }

  /** One key. Fails with {@link ErrorCode#INVALID_ARGUMENT} unless it is 32 bytes long and the id is plain. */
  public static EncryptionKeys of(String id, byte[] key) {
    return new EncryptionKeys(checkedId(id), Map.of(id, checkedKey(key)));
  }

  /** One key as base64 of 32 bytes, as in the variable {@code ENCRYPTION_KEY}. */
  public static EncryptionKeys ofBase64(String key) {
    Objects.requireNonNull(key, "key");
    try {
      return of(Base64.getDecoder().decode(key.strip()));
    } catch (IllegalArgumentException notBase64) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the encryption key is not base64; make one with: openssl rand -base64 32");
    }
  }

  /** These keys with a further one that only decrypts. */
  public EncryptionKeys withOlder(String id, byte[] key) {
    var all = new LinkedHashMap<>(keys);
    if (all.put(checkedId(id), checkedKey(key)) != null) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "two encryption keys have the id " + id);
    }
    return new EncryptionKeys(activeId, all);
  }

  /** The id of the key that encrypts. */
  public String activeId() {
    return activeId;
  }

  /** The ids of all keys. */
  public Set<String> ids() {
    return Set.copyOf(keys.keySet());
  }

  /** A copy of the key with this id. Fails with {@link ErrorCode#DECRYPTION_FAILED} if there is none. */
  public byte[] key(String id) {
    byte[] key = keys.get(id);
    if (key == null) {
      throw new DatabaseException(ErrorCode.DECRYPTION_FAILED,
          "no encryption key has the id that this value names; add the older key with withOlder");
    }
    return key.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncryptionKeys that && activeId.equals(that.activeId)
        && keys.keySet().equals(that.keys.keySet())
        && keys.entrySet().stream()
            .allMatch(entry -> Arrays.equals(entry.getValue(), that.keys.get(entry.getKey())));
  }

  @Override
  public int hashCode() {
    return Objects.hash(activeId, keys.keySet());
  }

  @Override
  public String toString() {
    return "EncryptionKeys[active=" + activeId + ", ids=" + keys.keySet() + "]";
  }

  private static String checkedId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the id of an encryption key must be 1 to 32 letters, digits, _ or -");
    }
    return id;
  }

  private static byte[] checkedKey(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT,
          "the encryption key must be 32 bytes long, but has " + key.length
              + "; make one with: openssl rand -base64 32");
    }
    return key.clone();
  }
}
