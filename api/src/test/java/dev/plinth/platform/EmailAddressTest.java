package dev.plinth.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import java.util.Locale;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailAddressTest {
  @ParameterizedTest
  @CsvSource({"Alice@Example.COM, alice@example.com", "a@b, a@b", "'  a@b\t\n', a@b",
      "o'neil+tag@x.org, o'neil+tag@x.org",
      "Ren\u00c9@x.org, ren\u00e9@x.org", "RENE\u0301@x.org, ren\u00e9@x.org",
      "\u0391@x.gr, \u03b1@x.gr",
      "\u8336@\u4f8b\u3048.jp, \u8336@\u4f8b\u3048.jp", "\u3000a@b\u2003, a@b"})
  void bringsSpellingsOfOneAddressTogether(String given, String expected) {
    assertThat(new EmailAddress(given).value()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"\uff4dike@x.org, mike@x.org", "\ufb01@x.org, fi@x.org", "a\u00b2@x.org, a2@x.org"})
  void keepsAddressesApartThatOnlyLookAlike(String one, String other) {
    assertThat(new EmailAddress(one)).isNotEqualTo(new EmailAddress(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "canary", "@", "canary@", "@canary", "canary@x@y", "can ary@x",
      "canary@x\ty", "canary\0@x", "canary\u00a0x@y", "canary\u200bx@y", "canary\u202ex@y",
      "canary\u2028x@y", "canary\ud800@x", "canary\u007f@x"})
  void refusesWhatIsNoAddress(String email) {
    refused(email).withMessageContaining("email must").withMessageNotContaining("canary");
  }

  @Test
  void boundsTheLength() {
    String longest = "a".repeat(248) + "@x.org";
    assertThat(new EmailAddress(" " + longest + " ").value()).isEqualTo(longest);
    refused("a" + longest);
    refused("\u0130".repeat(248) + "@x.org");
  }

  @Test
  @SuppressWarnings("NullAway") // the point of it
  void refusesNullAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> new EmailAddress(null));
  }

  @Test
  void changesNothingTheSecondTime() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(Character::isDefined)
        .filter(character -> Character.getType(character) != Character.PRIVATE_USE)
        .mapToObj(character -> "a" + Character.toString(character) + "\u0301@x").forEach(email -> {
          try {
            EmailAddress once = new EmailAddress(email);
            assertThat(new EmailAddress(once.value())).isEqualTo(once);
          } catch (DatabaseException refused) {
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT);
          }
        });
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(new EmailAddress("INFO@X.ORG").value()).isEqualTo("info@x.org");
    } finally {
      Locale.setDefault(before);
    }
  }

  private static ThrowableAssertAlternative<DatabaseException> refused(String email) {
    return assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> new EmailAddress(email))
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT));
  }
}
