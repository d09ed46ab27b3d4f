package dev.plinth.benchmarks;

import java.io.IOException;

/** A line of the table of speeds: contenders that do the same. */
interface Figure {
  /** By what it is asked for. */
  String name();

  /** What is measured. */
  String title();

  /** Whether it is left out of a run that names no figures. */
  default boolean onlyByName() {
    return false;
  }

  /** Lets every contender run once, in this order or, in each second round, in the reverse. */
  void measure(Plan plan, int round) throws IOException, InterruptedException;

  /** The medians so far. */
  String markdown();
}
