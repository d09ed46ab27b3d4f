package dev.plinth.jdbc.sql;

import static dev.plinth.jdbc.sql.Grammars.DOLPHIN;
import static dev.plinth.jdbc.sql.Grammars.ELEPHANT;
import static dev.plinth.jdbc.sql.Grammars.LITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import dev.plinth.ErrorCode;
import dev.plinth.data.Statement;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ParameterTest {
  @Test
  void findsParametersOutsideOfLiteralsAlone() {
    ParsedStatement parsed = parse(LITE,
        "SELECT '?', \"?\", `?`, [?], ? -- ?\n FROM t /* ? */ WHERE a = ? AND b = ':x' AND c = '$1'");
    assertThat(parsed.positions()).containsExactly(0, 1);
    assertThat(parsed.sql()).endsWith("a = ? AND b = ':x' AND c = '$1'");
  }

  @Test
  void rewritesNumbersInTheirOrder() {
    ParsedStatement parsed = parse(LITE, "SELECT $2, $1, $2 ;  ");
    assertThat(parsed.sql()).isEqualTo("SELECT ?, ?, ? ");
    assertThat(parsed.positions()).containsExactly(1, 0, 1);
    assertThat(parsed.value(Statement.of("", "a", "b"), 0)).isEqualTo("b");
    assertThat(parse(LITE, "SELECT ?2, ?1").positions()).containsExactly(1, 0);
  }

  @Test
  void rewritesNames() {
    ParsedStatement parsed = parse(LITE, "SELECT :a, :b_2, :a");
    assertThat(parsed.sql()).isEqualTo("SELECT ?, ?, ?");
    assertThat(parsed.names()).containsExactly("a", "b_2", "a");
    Statement statement = Statement.named("", Map.of("a", 1, "b_2", 2));
    parsed.check(statement);
    assertThat(parsed.value(statement, 1)).isEqualTo(2L);
  }

  @Test
  void takesNoCastOrSliceForAParameter() {
    ParsedStatement parsed = parse(ELEPHANT, "SELECT a::text, b[1:2], c[low:high], :x::int");
    assertThat(parsed.names()).containsExactly("x");
    assertThat(parsed.sql()).isEqualTo("SELECT a::text, b[1:2], c[low:high], ?::int");
    assertThat(parse(DOLPHIN, "SELECT '\\':x', :y").names()).containsExactly("y");
  }

  @Test
  void keepsOperatorsWithQuestionMarks() {
    assertThat(parse(ELEPHANT, "SELECT a ?? 'k' WHERE b = ?").sql())
        .isEqualTo("SELECT a ?? 'k' WHERE b = ?");
    assertThat(parse(ELEPHANT, "SELECT a ? 'k', a ?| b WHERE b = $1").sql())
        .isEqualTo("SELECT a ?? 'k', a ??| b WHERE b = ?");
  }

  @Test
  void namesTheParameterThatIsWrong() {
    refuses("SELECT ?", Statement.of("", 1, 2), "1 parameters, but there are 2 values");
    refuses("SELECT ?, ?", Statement.of("", 1), "2 parameters, but there are 1 values");
    refuses("SELECT :name", Statement.named("", Map.of()), ":name has no value");
    refuses("SELECT :name", Statement.named("", Map.of("name", 1, "other", 2)), "other");
    refuses("SELECT 1", Statement.named("", Map.of("other", 2)), "other");
    refuses("SELECT :name", Statement.of("", 1), "by position");
    refuses("SELECT ?", Statement.named("", Map.of("name", 1)), "name");
  }

  private static ParsedStatement parse(SqlGrammar grammar, String text) {
    return new StatementParser(grammar).parse(text);
  }

  private static void refuses(String text, Statement values, String message) {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> parse(LITE, text).check(values)).withMessageContaining(message)
        .satisfies(failure -> assertThat(failure.code()).isEqualTo(ErrorCode.INVALID_QUERY));
  }
}
