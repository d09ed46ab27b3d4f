package dev.plinth.cli;

import java.io.PrintWriter;

/** One line on standard error that shows how far a long work is; on a terminal alone. */
record ProgressBar(PrintWriter err, boolean terminal) {
  private static final int BAR = 30;
  private static final int LINE = 79;

  void show(String what, double share) {
    if (terminal) {
      int filled = (int) (BAR * Math.max(0, Math.min(1, share)));
      String line = "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] " + what;
      err.print("\r" + line + " ".repeat(Math.max(0, LINE - line.length())));
      err.flush();
    }
  }

  void clear() {
    if (terminal) {
      err.print("\r" + " ".repeat(LINE) + "\r");
      err.flush();
    }
  }
}
