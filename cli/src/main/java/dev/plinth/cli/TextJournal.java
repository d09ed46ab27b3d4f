package dev.plinth.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lines for people; the progress bar goes to standard error, and to a terminal alone. */
final class TextJournal implements Journal {
  private static final int BAR = 40;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean terminal;
  private int steps;

  TextJournal(PrintWriter out, PrintWriter err, boolean terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  @Override
  public void begin(String title, String call) {
    steps++;
    out.printf("%2d. %s%n      %s%n", steps, title, call);
    out.flush();
  }

  @Override
  public void progress(long done, long total) {
    if (!terminal) {
      return;
    }
    int filled = (int) (BAR * done / total);
    err.printf("\r      [%s%s] %,d of %,d", "#".repeat(filled), " ".repeat(BAR - filled), done,
        total);
    if (done == total) {
      err.printf("\r%s\r", " ".repeat(BAR + 40));
    }
    err.flush();
  }

  @Override
  public void end(Map<String, Object> results, Duration took) {
    lines(results);
    out.printf("      -> %s ms%n%n", Timing.millis(took));
    out.flush();
  }

  @Override
  public void finish(Map<String, Object> summary) {
    lines(summary);
    out.flush();
  }

  private void lines(Map<String, Object> values) {
    values.forEach((name, value) -> {
      if (value instanceof List<?> list) {
        out.printf("      %s:%n", name);
        list.forEach(element -> out.printf("        %s%n", element));
      } else {
        out.printf("      %s: %s%n", name, value);
      }
    });
  }
}
