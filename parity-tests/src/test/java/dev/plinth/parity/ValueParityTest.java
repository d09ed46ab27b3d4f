package dev.plinth.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import dev.plinth.schema.PortableType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** That values of every portable type give the same answers on all backends. */
final class ValueParityTest {
  static Stream<Arguments> otherBackendsAndTypes() {
    return Backend.withMongo().stream().flatMap(other -> Arrays.stream(PortableType.values())
        .map(type -> Arguments.of(other, type)));
  }

  @ParameterizedTest
  @MethodSource("otherBackendsAndTypes")
  void answersAsSqliteDoes(Backend other, PortableType type) {
    Map<String, String> expected = answers(Backend.SQLITE, type);
    Map<String, String> found = answers(other, type);
    assertThat(expected).hasSizeGreaterThan(20);
    Set<String> questions = new LinkedHashSet<>(expected.keySet());
    questions.addAll(found.keySet());
    questions.removeIf(question -> Objects.equals(expected.get(question), found.get(question)));
    for (String gap : other.gaps()) {
      if (gap.startsWith(type + " ")) {
        assertThat(questions.removeIf(question -> (type + " " + question).startsWith(gap)))
            .as("%s differs in: %s", other, gap).isTrue();
      }
    }
    assertThat(questions)
        .as(() -> questions.stream()
            .map(question -> "%s%n  SQLite: %s%n  %s: %s%n".formatted(question,
                expected.get(question), other, found.get(question)))
            .collect(Collectors.joining()))
        .isEmpty();
  }

  private static Map<String, String> answers(Backend backend, PortableType type) {
    try (DatabaseProvider database = backend.openEmpty()) {
      return Answers.of(database, type);
    }
  }
}
