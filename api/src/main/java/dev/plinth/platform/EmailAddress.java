package dev.plinth.platform;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;

/**
 * An email address as it is stored and compared: without surrounding white space, in Unicode form
 * NFC, in lower case. Two spellings that end in the same {@code value} are the same address.
 *
 * @param value 3 to 254 characters without white space or control characters, with an {@code @}
 *     that is neither the first nor the last of them
 */
public record EmailAddress(String value) {
  private static final int MIN_LENGTH = 3;
  private static final int MAX_LENGTH = 254;

  /** Normalises; refuses what is no address with {@link dev.plinth.ErrorCode#INVALID_ARGUMENT}. */
  public EmailAddress {
    Objects.requireNonNull(value, "email");
    value = Arguments.text("email", normalized(value), MIN_LENGTH, MAX_LENGTH);
    int at = value.lastIndexOf('@');
    if (at < 1 || at == value.length() - 1
        || value.codePoints().anyMatch(EmailAddress::isForbidden)) {
      throw Arguments.invalid("email must have the form name@domain, without white space");
    }
  }

  /** Names the type alone, so that addresses do not end up in logs. */
  @Override
  public String toString() {
    return "EmailAddress[redacted]";
  }

  private static String normalized(String email) {
    String composed = Normalizer.normalize(email.strip(), Normalizer.Form.NFC);
    return Normalizer.normalize(composed.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  private static boolean isForbidden(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point)
        || Character.isISOControl(point);
  }
}
