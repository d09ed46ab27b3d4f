package dev.plinth.cli;

import java.util.Map;
import java.util.function.Supplier;

/** Runs the steps of the tour one after another, timed, and tells the journal. */
record Steps(Journal journal) {
  /**
   * One step.
   *
   * @param title what it does
   * @param call the call of the API with which it does it
   * @param work does it and says what came back
   */
  void run(String title, String call, Supplier<Map<String, Object>> work) {
    journal.begin(title, call);
    long began = System.nanoTime();
    Map<String, Object> results = work.get();
    journal.end(results, Timing.since(began));
  }
}
