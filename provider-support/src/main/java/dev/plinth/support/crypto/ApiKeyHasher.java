package dev.plinth.support.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Makes and checks API keys of the shape {@code plk_<12 lookup>_<43 secret><6 checksum>}, all base62.
 *
 * <ul>
 *   <li>The brand {@code plk_} lets scanners find a key that leaked.
 *   <li>The lookup part (71 random bits) is stored and indexed with its brand. It is no secret and need not
 *       be unique: verify every record that has it.
 *   <li>The secret holds 256 random bits, so that a fast hash suffices at rest: SHA-256 of a random salt of
 *       16 bytes and the key.
 *   <li>The checksum (CRC-32 of all before it) tells a typo from a key without asking the database.
 * </ul>
 *
 * <p>Safe for use by many threads; nothing blocks.
 */
public final class ApiKeyHasher {
  private static final String BRAND = "plk_";
  private static final int LOOKUP_LENGTH = 12;
  private static final int SECRET_LENGTH = 43;
  private static final int CHECKSUM_LENGTH = 6;
  private static final Pattern KEY =
      Pattern.compile("(" + BRAND + "[0-9A-Za-z]{12})_[0-9A-Za-z]{49}");
  private static final int SALT_BYTES = 16;
  private static final Pattern HASH = Pattern.compile("sha256\\$([\\w-]{22})\\$([\\w-]{43})");
  /** All zeros: nobody knows a text with this digest. */
  private static final String DUMMY_HASH = "sha256$" + "A".repeat(22) + '$' + "A".repeat(43);

  /** Makes a key. The answer holds it in clear; it cannot be had again. */
  public GeneratedApiKey generate() {
    String lookup = BRAND + Base62.random(LOOKUP_LENGTH);
    String body = lookup + '_' + Base62.random(SECRET_LENGTH);
    String text = body + checksum(body);
    return new GeneratedApiKey(text, lookup, hash(text));
  }

  /** The lookup part of a key, brand included; empty if the text has not the shape and checksum of a key. */
  public Optional<String> parse(String text) {
    Matcher key = KEY.matcher(text);
    if (!key.matches()) {
      return Optional.empty();
    }
    int bodyLength = text.length() - CHECKSUM_LENGTH;
    boolean intact = checksum(text.substring(0, bodyLength)).equals(text.substring(bodyLength));
    return intact ? Optional.of(key.group(1)) : Optional.empty();
  }

  /** The hash to store, {@code sha256$<salt>$<digest>} in base64url: 73 characters, other ones each time. */
  public String hash(String key) {
    byte[] salt = RandomBytes.of(SALT_BYTES);
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return "sha256$" + encoder.encodeToString(salt) + '$'
        + encoder.encodeToString(digest(salt, key));
  }

  /** Whether the hash was made of this key, in a time that does not depend on the hash; false if it is malformed. */
  public boolean verify(String key, String hash) {
    Matcher stored = HASH.matcher(hash);
    if (!stored.matches()) {
      return verify(key, DUMMY_HASH);
    }
    byte[] salt = Base64.getUrlDecoder().decode(stored.group(1));
    byte[] expected = Base64.getUrlDecoder().decode(stored.group(2));
    return MessageDigest.isEqual(expected, digest(salt, key));
  }

  /**
   * False, in the time of {@link #verify}: for a key whose lookup part no record has, so that the time of the
   * answer does not tell which lookup parts exist.
   */
  public boolean verifyUnknown(String key) {
    return verify(key, DUMMY_HASH);
  }

  private static byte[] digest(byte[] salt, String key) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      return sha256.digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  private static String checksum(String body) {
    var checksum = new CRC32();
    checksum.update(body.getBytes(StandardCharsets.UTF_8));
    return Base62.encode(checksum.getValue(), CHECKSUM_LENGTH);
  }
}
