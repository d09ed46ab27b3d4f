package dev.plinth.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.plinth.data.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls of tools with arguments as they stand in a message, and what came back. */
record Calls(ToolSession session) {
  private static final int PATIENCE_SECONDS = 60;

  /** The structured content of a call that must end well. */
  Map<String, @Nullable Object> call(String tool, String arguments) {
    ToolResult result = result(tool, arguments);
    assertThat(result.error()).as("%s %s", tool, result.text()).isFalse();
    return result.content();
  }

  /** The message of a call that must fail with a code. */
  String fails(String code, String tool, String arguments) {
    ToolResult result = result(tool, arguments);
    assertThat(result.code()).as("%s %s: %s", tool, arguments, result.text()).isEqualTo(code);
    assertThat(result.content()).containsKeys("message", "retryable", "hint");
    return String.valueOf(result.content().get("message"));
  }

  ToolResult result(String tool, String arguments) {
    if (!(Json.parse(arguments.replace('\'', '"')).value() instanceof Map<?, ?> read)) {
      throw new AssertionError("the arguments are no object: " + arguments);
    }
    return result(tool, read);
  }

  @SuppressWarnings("unchecked")
  ToolResult result(String tool, Map<?, ?> arguments) {
    try {
      ToolResult result =
          session.call(tool, (Map<String, Object>) arguments).get(PATIENCE_SECONDS,
              TimeUnit.SECONDS);
      assertThat(Json.parse(result.text()).value()).isInstanceOf(Map.class);
      return result;
    } catch (InterruptedException | ExecutionException | TimeoutException never) {
      throw new AssertionError("the call of " + tool + " did not end", never);
    }
  }

  @SuppressWarnings("unchecked")
  static List<Map<String, @Nullable Object>> rows(Map<String, @Nullable Object> content) {
    return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(content.get("rows"));
  }
}
