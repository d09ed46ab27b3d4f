package dev.plinth.support.crypto;

import java.util.Base64;
import java.util.Optional;

/**
 * How an encrypted value is stored: {@code v1:<key id>:<base64url of nonce, ciphertext and tag>}.
 *
 * @param sealed nonce, ciphertext and tag
 */
@SuppressWarnings("ArrayRecordComponent") // it lives within one call and is never compared
record Envelope(String keyId, byte[] sealed) {
  private static final String VERSION = "v1:";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  /** Empty unless the text is exactly what {@link #text} makes. */
  static Optional<Envelope> parse(String text) {
    int dataStart = text.indexOf(':', VERSION.length());
    if (!text.startsWith(VERSION) || dataStart < 0) {
      return Optional.empty();
    }
    String keyId = text.substring(VERSION.length(), dataStart);
    return decode(text.substring(dataStart + 1)).map(sealed -> new Envelope(keyId, sealed));
  }

  String text() {
    return VERSION + keyId + ':' + ENCODER.encodeToString(sealed);
  }

  /** Nothing of it: what was parsed may be anything. */
  @Override
  public String toString() {
    return "Envelope[]";
  }

  /** The decoder of the JDK accepts padding and stray bits at the end: other texts of the same bytes. */
  private static Optional<byte[]> decode(String data) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(data);
      return ENCODER.encodeToString(bytes).equals(data) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
