package dev.plinth.platform;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;

/**
 * An email address as it is stored and compared: without surrounding white space, in Unicode form
 * NFC, in lower case. Two spellings that end in the same {@code value} are the same address.
 *
 * <p>NFC, as RFC 6532 asks, and not NFKC: that would make one address of two that mail servers tell
 * apart (a full-width letter and its plain form), and let the owner of one act as the other.
 *
 * @param value 3 to 254 characters without white space, control or invisible characters, with exactly
 *     one {@code @} that is neither the first nor the last of them
 */
public record EmailAddress(String value) {
  private static final int MIN_LENGTH = 3;
  private static final int MAX_LENGTH = 254;

  /** Normalises; refuses what is no address with {@link dev.plinth.ErrorCode#INVALID_ARGUMENT}. */
  public EmailAddress {
    String stripped = Objects.requireNonNull(value, "email").strip();
    Arguments.inRange("the length of email", stripped.length(), MIN_LENGTH, MAX_LENGTH);
    value = Arguments.text("email", normalized(stripped), MIN_LENGTH, MAX_LENGTH);
    int at = value.indexOf('@');
    if (at < 1 || at == value.length() - 1 || at != value.lastIndexOf('@')
        || !value.codePoints().allMatch(EmailAddress::isVisible)) {
      throw Arguments.invalid(
          "email must have the form name@domain, with one @ and without white space, control or invisible characters");
    }
  }

  /** Names the type alone, so that addresses do not end up in logs. */
  @Override
  public String toString() {
    return "EmailAddress[redacted]";
  }

  private static String normalized(String email) {
    return composed(composed(email).toLowerCase(Locale.ROOT));
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFC);
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }
}
