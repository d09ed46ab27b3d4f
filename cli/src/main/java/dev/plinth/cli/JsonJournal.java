package dev.plinth.cli;

import dev.plinth.data.Json;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One JSON document at the end. */
final class JsonJournal implements Journal {
  private final PrintWriter out;
  private final List<Map<String, Object>> steps = new ArrayList<>();

  JsonJournal(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void begin(String title, String call) {
    var step = new LinkedHashMap<String, Object>();
    step.put("step", steps.size() + 1);
    step.put("title", title);
    step.put("call", call);
    steps.add(step);
  }

  @Override
  public void progress(long done, long total) {
    // A document has no progress.
  }

  @Override
  public void end(Map<String, Object> results, Duration took) {
    Map<String, Object> step = steps.getLast();
    step.put("results", results);
    step.put("milliseconds", Timing.millis(took));
  }

  @Override
  public void finish(Map<String, Object> summary) {
    var document = new LinkedHashMap<String, Object>(summary);
    document.put("steps", steps);
    out.println(Json.of(document).text());
    out.flush();
  }
}
