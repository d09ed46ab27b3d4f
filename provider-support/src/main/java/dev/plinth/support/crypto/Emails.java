package dev.plinth.support.crypto;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** The one spelling of an email address, in which it is stored and looked up on every backend. */
public final class Emails {
  private static final int MAX_LENGTH = 254;

  private Emails() {}

  /**
   * The address without surrounding white space, in NFC and lower case.
   *
   * <p>NFC, as RFC 6532 asks, and not NFKC: NFKC would make one address of two that mail servers tell apart
   * (a full-width letter or a ligature, and its plain form), and let the owner of one act as the other.
   *
   * <p>Throws {@link ErrorCode#INVALID_ARGUMENT} unless it has exactly one {@code @} with something on both sides,
   * at most 254 characters, and no white space, control or invisible character inside.
   */
  public static String normalise(String email) {
    String stripped = email.strip();
    require(stripped.length() <= MAX_LENGTH, "must have at most " + MAX_LENGTH + " characters");
    String normalised = composed(composed(stripped).toLowerCase(Locale.ROOT));
    require(normalised.length() <= MAX_LENGTH,
        "must have at most " + MAX_LENGTH + " characters in lower case and NFC");
    require(normalised.codePoints().allMatch(Emails::isVisible),
        "must not contain white space, control or invisible characters");
    int at = normalised.indexOf('@');
    require(at == normalised.lastIndexOf('@'), "must contain exactly one @");
    require(at > 0 && at < normalised.length() - 1, "must have the form name@domain");
    return normalised;
  }

  private static String composed(String text) {
    return Normalizer.normalize(text, Form.NFC);
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
      default -> true;
    };
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new DatabaseException(ErrorCode.INVALID_ARGUMENT, "email " + rule);
    }
  }
}
