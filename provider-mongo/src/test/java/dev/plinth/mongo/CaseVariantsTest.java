package dev.plinth.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CaseVariantsTest {
  @ParameterizedTest
  @ValueSource(strings = {"iIİı", "sSſ", "kK\u212A", "ßẞ", "σςΣ"})
  void namesAllLettersThatAreTheSame(String letters) {
    letters.chars().forEach(letter -> {
      String named = Objects.requireNonNull(CaseVariants.classOf((char) letter));
      assertThat(named).startsWith("[").endsWith("]");
      assertThat(named.substring(1, named.length() - 1).chars().boxed())
          .containsExactlyInAnyOrderElementsOf(letters.chars().boxed().toList());
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A", "ä", "Ä", "я", "1", "[", "日", "ﬃ"})
  void leavesPairsAndWhatHasNoCaseToTheServer(String letter) {
    assertThat(CaseVariants.classOf(letter.charAt(0))).isNull();
  }

  @Test
  void leavesOnlyPairsOnWhichRegularExpressionsAgree() {
    assertThat(IntStream.range(0, Character.MIN_SURROGATE).mapToObj(code -> (char) code)
        .filter(Character::isLetter).filter(letter -> CaseVariants.classOf(letter) == null)
        .filter(letter -> !Pattern
            .compile(letter.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
            .matcher(Character.toString(Character.toUpperCase(letter))).matches()))
        .isEmpty();
  }
}
