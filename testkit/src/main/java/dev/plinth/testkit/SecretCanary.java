package dev.plinth.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets that are recognised wherever they turn up. The whole suite uses them as passwords, tokens, keys
 * and values, and everything that it is shown is searched for them.
 */
final class SecretCanary {
  /** Stands in every secret that the suite makes. */
  static final String MARK = "c4n4ry";

  private static final Set<String> FORBIDDEN = ConcurrentHashMap.newKeySet();

  static {
    forbid(MARK);
  }

  private SecretCanary() {}

  /** A secret text, never the same twice. */
  static String secret(String kind) {
    return MARK + "-" + kind + "-" + UUID.randomUUID();
  }

  /** A secret key of 32 bytes. */
  static byte[] key() {
    byte[] key = (MARK + UUID.randomUUID()).substring(0, 32).getBytes(StandardCharsets.US_ASCII);
    forbid(Arrays.toString(key));
    return key;
  }

  /** Looks for this secret too, in clear, in base64 and in hexadecimal digits. */
  static void forbid(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    FORBIDDEN.add(secret);
    FORBIDDEN.add(HexFormat.of().formatHex(bytes));
    FORBIDDEN.add(HexFormat.of().withUpperCase().formatHex(bytes));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[bytes.length + shift];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      // The characters at either end also depend on what stands beside the secret.
      FORBIDDEN.add(text.substring(shift == 0 ? 0 : shift + 1, text.length() - 1));
    }
  }

  /** Fails if a secret stands in the text; the failure does not repeat it. */
  static void assertClean(String where, String text) {
    for (String secret : FORBIDDEN) {
      if (text.contains(secret)) {
        throw new AssertionError("a secret stands in " + where + ": "
            + text.replace(secret, "<SECRET>"));
      }
    }
  }

  /** Fails if a secret stands anywhere in a failure: messages, causes, what was suppressed, stack. */
  static void assertClean(Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    assertClean("a failure", trace.toString());
    assertClean("the message of a failure", String.valueOf(failure.getMessage()));
  }
}
