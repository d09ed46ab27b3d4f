package dev.plinth.cli;

import java.time.Duration;
import java.util.Map;

/** Where the tour says what it does and what came back. */
interface Journal {
  /**
   * A step begins.
   *
   * @param title what it does
   * @param call the call of the API with which it does it
   */
  void begin(String title, String call);

  /** So much of the work of the step is done. */
  void progress(long done, long total);

  /** The step has ended. */
  void end(Map<String, Object> results, Duration took);

  /** The tour has ended. */
  void finish(Map<String, Object> summary);
}
