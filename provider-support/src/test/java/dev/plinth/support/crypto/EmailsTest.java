package dev.plinth.support.crypto;

import static dev.plinth.ErrorCode.INVALID_ARGUMENT;
import static dev.plinth.support.crypto.Failures.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.plinth.DatabaseException;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EmailsTest {

  @ParameterizedTest
  @CsvSource({"Alice@Example.COM, alice@example.com", "a@b, a@b", "'  a@b\t\n', a@b",
      "o'neil+tag@x.org, o'neil+tag@x.org",
      "Ren\u00c9@x.org, ren\u00e9@x.org", "RENE\u0301@x.org, ren\u00e9@x.org",
      "\u0391@x.gr, \u03b1@x.gr",
      "\u8336@\u4f8b\u3048.jp, \u8336@\u4f8b\u3048.jp", "\u3000a@b\u2003, a@b"})
  void bringsSpellingsOfOneAddressTogether(String given, String expected) {
    assertThat(Emails.normalise(given)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"\uff4dike@x.org, mike@x.org", "\ufb01@x.org, fi@x.org", "a\u00b2@x.org, a2@x.org"})
  void keepsAddressesApartThatOnlyLookAlike(String one, String other) {
    assertThat(Emails.normalise(one)).isNotEqualTo(Emails.normalise(other));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "canary", "@", "canary@", "@canary", "canary@x@y", "can ary@x",
      "canary@x\ty", "canary\0@x",
      "canary\u00a0x@y", "canary\u200bx@y", "canary\u202ex@y", "canary\u2028x@y", "canary\ud800@x",
      "canary\u007f@x"})
  void refusesWhatIsNoAddress(String email) {
    var failure = fails(INVALID_ARGUMENT, () -> Emails.normalise(email));
    assertThat(failure).hasMessageStartingWith("email must").message().doesNotContain("canary");
  }

  @Test
  void boundsTheLength() {
    String longest = "a".repeat(248) + "@x.org";
    assertThat(Emails.normalise(" " + longest + " ")).isEqualTo(longest);
    fails(INVALID_ARGUMENT, () -> Emails.normalise("a" + longest));
    fails(INVALID_ARGUMENT, () -> Emails.normalise("\u0130".repeat(248) + "@x.org"));
  }

  @Test
  @SuppressWarnings("NullAway") // the point of it
  void refusesNullAtOnce() {
    assertThatNullPointerException().isThrownBy(() -> Emails.normalise(null));
  }

  @Test
  void changesNothingTheSecondTime() {
    IntStream.rangeClosed(0, Character.MAX_CODE_POINT).filter(Character::isDefined)
        .filter(character -> Character.getType(character) != Character.PRIVATE_USE)
        .mapToObj(character -> "a" + Character.toString(character) + "\u0301@x").forEach(email -> {
          try {
            String once = Emails.normalise(email);
            assertThat(Emails.normalise(once)).isEqualTo(once);
          } catch (DatabaseException refused) {
            assertThat(refused.code()).isEqualTo(INVALID_ARGUMENT);
          }
        });
  }

  @Test
  void doesNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(Emails.normalise("INFO@X.ORG")).isEqualTo("info@x.org");
    } finally {
      Locale.setDefault(before);
    }
  }
}
