package dev.plinth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnswerMapperTest {
  private final AnswerMapper mapper = new AnswerMapper(McpJsonDefaults.getMapper());

  private static Object nested(int levels) {
    Object value = 1;
    for (int i = 0; i < levels; i++) {
      value = List.of(value);
    }
    return value;
  }

  @Test
  void writesAnErrorForAnAnswerThatCannotBeWritten() throws IOException {
    assertThat(mapper.writeValueAsString(JSONRPCResponse.result(7, Map.of("n", nested(2)))))
        .contains("\"id\":7", "[[1]]");
    assertThat(mapper.writeValueAsString(JSONRPCResponse.result(7, Map.of("n", nested(2_000)))))
        .contains("\"id\":7", "-32603").doesNotContain("[[");
  }

  @Test
  void failsForWhatIsNoAnswer() {
    assertThatThrownBy(() -> mapper.writeValueAsString(
        new JSONRPCNotification("2.0", "note", Map.of("n", nested(2_000)))))
        .isInstanceOf(Exception.class);
  }
}
