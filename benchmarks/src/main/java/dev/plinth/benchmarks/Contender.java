package dev.plinth.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One of those who do the same.
 *
 * @param name in the table
 * @param method of the benchmark, or program that is started
 */
record Contender(String name, String method) {
  /** The order of a round: what runs first has a quieter or a colder machine, so it is not always the same. */
  static <T> List<T> turns(List<T> contenders, int round) {
    var turns = new ArrayList<>(contenders);
    if (round % 2 == 1) {
      Collections.reverse(turns);
    }
    return turns;
  }
}
