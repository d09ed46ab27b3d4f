package dev.plinth.mcp;

import dev.plinth.data.Rows;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Results under construction. */
final class Answer {
  private Answer() {}

  static Map<String, @Nullable Object> of(String name, @Nullable Object value) {
    var answer = new LinkedHashMap<String, @Nullable Object>();
    answer.put(name, value);
    return answer;
  }

  /** Rows, and whether there are more. */
  static Map<String, @Nullable Object> rows(Rows rows) {
    Map<String, @Nullable Object> answer = of("rows", ValueWriter.rows(rows));
    answer.put("rowCount", rows.size());
    answer.put("truncated", rows.truncated());
    return answer;
  }
}
