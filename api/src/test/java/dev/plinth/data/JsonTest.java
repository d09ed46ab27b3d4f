package dev.plinth.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.plinth.DatabaseException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  @Test
  void isEqualByValue() {
    Json json = Json.parse("{\"a\": 1.0, \"b\": [true, null, \"\\u00e9\"]}");
    assertThat(json).isEqualTo(Json.parse("{\"b\":[true,null,\"é\"],\"a\":1e0}"))
        .hasSameHashCodeAs(Json.parse("{\"b\":[true,null,\"é\"],\"a\":1e0}"))
        .isNotEqualTo(Json.parse("{\"a\":1}"));
  }

  @Test
  void writesATree() {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("text", "quote \" slash \\ line \n bell \u0007");
    tree.put("numbers", Arrays.asList(1, 2L, 1.5, new BigDecimal("0.10"), null));
    tree.put("row", Row.of("at", Instant.EPOCH, "bytes", new byte[]{1}));
    tree.put("empty", List.of(Map.of(), List.of()));
    Json json = Json.of(tree);
    assertThat(json.text()).isEqualTo("{\"text\":\"quote \\\" slash \\\\ line \\n bell \\u0007\","
        + "\"numbers\":[1,2,1.5,0.10,null],"
        + "\"row\":{\"at\":\"1970-01-01T00:00:00Z\",\"bytes\":\"AQ==\"},\"empty\":[{},[]]}");
    assertThat(Json.parse(json.text())).isEqualTo(json);
  }

  @Test
  void readsNumbersExactly() {
    assertThat(Json.parse("9223372036854775807").value()).isEqualTo(Long.MAX_VALUE);
    assertThat(Json.parse("9223372036854775808").value())
        .isEqualTo(new BigDecimal("9223372036854775808"));
    assertThat(Json.parse("0.1").value()).isEqualTo(new BigDecimal("0.1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "[1,]", "{\"a\":}", "{\"a\" 1}", "{a:1}", "01", "1.", "+1",
      "NaN", "tru", "\"\\x\"", "\"\\u12g4\"", "\"a\nb\"", "\"canary", "[1] 2", "1e99999999999",
      "'a'"})
  void refusesWhatIsNotJsonWithoutRepeatingIt(String text) {
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> Json.parse(text))
        .satisfies(failure -> assertThat(failure).hasMessageNotContaining("canary"));
  }

  @Test
  void refusesEndlessNesting() {
    assertThat(Json.parse("[".repeat(500) + "]".repeat(500)).value()).isInstanceOf(List.class);
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> Json.parse("[".repeat(1_000_000))).withMessageContaining("deeper");
    assertThatExceptionOfType(DatabaseException.class).isThrownBy(() -> Json.of(Double.NaN));
  }

  @Test
  void showsNoValue() {
    assertThat(Json.parse("\"canary\"")).hasToString("Json[8 characters]");
  }
}
