package dev.plinth.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.DatabaseProvider;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the platform tables are the same on all SQL backends, as their own introspection finds them. */
final class PlatformSchemaTest {
  static Stream<Backend> others() {
    return Backend.others().stream();
  }

  @ParameterizedTest
  @MethodSource("others")
  void isTheSameAsOnSqlite(Backend other) {
    SortedSet<String> expected = linesOf(Backend.SQLITE);
    assertThat(expected).hasSizeGreaterThan(40);
    SortedSet<String> found = linesOf(other);
    assertThat(found).as("%s has another platform schema than SQLite:%n%s%s", other,
        without(expected, found, "missing: "), without(found, expected, "too much: "))
        .isEqualTo(expected);
  }

  private static SortedSet<String> linesOf(Backend backend) {
    try (DatabaseProvider database = backend.open()) {
      return SchemaLines.of(database);
    }
  }

  private static String without(SortedSet<String> all, SortedSet<String> others, String mark) {
    var left = new TreeSet<>(all);
    left.removeAll(others);
    return left.stream().map(line -> mark + line + System.lineSeparator())
        .collect(Collectors.joining());
  }
}
