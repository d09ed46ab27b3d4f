package dev.plinth.support.crypto;

import java.util.Base64;

/** Random salts in the base64 of bcrypt, which is the usual one with another alphabet. */
final class BcryptSalt {
  private static final int BYTES = 16;
  private static final String USUAL =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  private static final String BCRYPT =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private BcryptSalt() {}

  static String random() {
    String usual = Base64.getEncoder().withoutPadding().encodeToString(RandomBytes.of(BYTES));
    var salt = new StringBuilder(usual.length());
    usual.chars().forEach(digit -> salt.append(BCRYPT.charAt(USUAL.indexOf(digit))));
    return salt.toString();
  }
}
