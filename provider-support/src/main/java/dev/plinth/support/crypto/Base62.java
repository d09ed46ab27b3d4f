package dev.plinth.support.crypto;

/** Text of digits and ASCII letters: selected by a double click, and safe in URLs and file names. */
final class Base62 {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int RADIX = DIGITS.length();
  /** The largest multiple of 62 in a byte: higher bytes are drawn again, or the first 8 digits would be likelier. */
  private static final int FAIR_LIMIT = 256 / RADIX * RADIX;

  private Base62() {}

  /** A uniformly random text; each character holds 5.95 bits. */
  static String random(int length) {
    var text = new StringBuilder(length);
    while (text.length() < length) {
      appendFair(text, RandomBytes.of(length - text.length()));
    }
    return text.toString();
  }

  /** The number with leading zeros. */
  static String encode(long number, int length) {
    char[] text = new char[length];
    long rest = number;
    for (int i = length - 1; i >= 0; i--) {
      text[i] = DIGITS.charAt((int) (rest % RADIX));
      rest /= RADIX;
    }
    return new String(text);
  }

  private static void appendFair(StringBuilder text, byte[] random) {
    for (byte next : random) {
      int value = Byte.toUnsignedInt(next);
      if (value < FAIR_LIMIT) {
        text.append(DIGITS.charAt(value % RADIX));
      }
    }
  }
}
