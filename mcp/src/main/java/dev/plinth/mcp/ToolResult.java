package dev.plinth.mcp;

import dev.plinth.data.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool answered.
 *
 * @param content the structured answer: maps, lists, strings, numbers, booleans and null
 * @param error whether the call failed; the content then has code, message, retryable and hint
 */
public record ToolResult(Map<String, @Nullable Object> content, boolean error) {
  /** Copies the map. */
  public ToolResult {
    content = Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(content));
  }

  /** The content as JSON. */
  public String text() {
    return Json.of(content).text();
  }

  /** The code of a failure, for example {@code DB_TIMEOUT}; empty where there was none. */
  public String code() {
    return error ? String.valueOf(content.get("code")) : "";
  }

  /** The content alone may be shown to a model: it is in no log. */
  @Override
  public String toString() {
    return error ? "ToolResult[" + code() + "]" : "ToolResult" + content.keySet();
  }
}
