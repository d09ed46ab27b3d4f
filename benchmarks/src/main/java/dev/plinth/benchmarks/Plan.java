package dev.plinth.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param rounds in each of which every contender has its turn
 * @param seconds of one measurement, after as long a warm-up
 * @param wireDelayMillis so much longer a round trip to a server takes
 * @param callers loads of the figures that have several; empty for those of the figure
 * @param figures their names; empty for all
 */
record Plan(int rounds, int seconds, int wireDelayMillis, List<Integer> callers,
    List<String> figures) {
  static final String USAGE =
      "arguments: [--rounds N] [--seconds N] [--wire-delay MILLIS] [--callers N,N,...] [figure ...]";

  Plan {
    callers = List.copyOf(callers);
    figures = List.copyOf(figures);
  }

  /** Reads arguments; throws {@link IllegalArgumentException} for what is not understood. */
  static Plan parse(String... arguments) {
    var plan = new Plan(5, 4, 0, List.of(), List.of());
    for (int i = 0; i < arguments.length; i++) {
      plan = switch (arguments[i]) {
        case "--rounds" ->
            new Plan(number(arguments, ++i), plan.seconds, plan.wireDelayMillis, plan.callers,
                plan.figures);
        case "--seconds" ->
            new Plan(plan.rounds, number(arguments, ++i), plan.wireDelayMillis, plan.callers,
                plan.figures);
        case "--wire-delay" -> new Plan(plan.rounds, plan.seconds, number(arguments, ++i),
            plan.callers, plan.figures);
        case "--callers" -> new Plan(plan.rounds, plan.seconds, plan.wireDelayMillis,
            Stream.of(argument(arguments, ++i).split(",")).map(Integer::valueOf).toList(),
            plan.figures);
        default -> plan.with(arguments[i]);
      };
    }
    return plan;
  }

  /** The loads of a figure. */
  List<Integer> callersOr(Integer... usual) {
    return callers.isEmpty() ? List.of(usual) : callers;
  }

  private Plan with(String figure) {
    var more = new ArrayList<>(figures);
    more.add(figure);
    return new Plan(rounds, seconds, wireDelayMillis, callers, more);
  }

  private static int number(String[] arguments, int position) {
    return Integer.parseInt(argument(arguments, position));
  }

  private static String argument(String[] arguments, int position) {
    if (position >= arguments.length) {
      throw new IllegalArgumentException(USAGE);
    }
    return arguments[position];
  }
}
