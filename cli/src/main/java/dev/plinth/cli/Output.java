package dev.plinth.cli;

import dev.plinth.data.Json;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints results on standard output: one JSON document, or lines for people. */
record Output(PrintWriter out, boolean json) {
  /** One thing with its fields. */
  void fields(Map<String, @Nullable Object> fields) {
    if (json) {
      document(fields);
      return;
    }
    int width = fields.keySet().stream().mapToInt(String::length).max().orElse(0) + 2;
    fields.forEach((name, value) -> out.printf("%-" + width + "s%s%n", name, shown(value)));
    out.flush();
  }

  /** Things with the same fields; in JSON as a list in the member {@code name}. */
  void table(String name, List<String> columns, List<Map<String, @Nullable Object>> rows) {
    if (json) {
      document(Map.of(name, rows));
      return;
    }
    if (rows.isEmpty()) {
      out.println("no " + name);
      out.flush();
      return;
    }
    var lines = new ArrayList<List<String>>();
    lines.add(columns);
    rows.forEach(row -> lines.add(columns.stream().map(column -> shown(row.get(column))).toList()));
    lines.forEach(line -> out.println(padded(line, lines)));
    out.flush();
  }

  void document(Map<String, ?> document) {
    out.println(Json.of(new LinkedHashMap<>(document)).text());
    out.flush();
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  private static String padded(List<String> line, List<List<String>> all) {
    var text = new StringBuilder();
    for (int column = 0; column < line.size(); column++) {
      int at = column;
      int width = all.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
      boolean number = all.stream().skip(1).allMatch(each -> each.get(at).matches("[0-9.,-]*"));
      text.append(column == 0 ? "" : "  ")
          .append((number ? "%" + Math.max(1, width) + "s" : "%-" + Math.max(1, width) + "s")
              .formatted(line.get(column)));
    }
    return text.toString().stripTrailing();
  }

  private static String shown(@Nullable Object value) {
    return value == null ? "-" : String.valueOf(value);
  }
}
