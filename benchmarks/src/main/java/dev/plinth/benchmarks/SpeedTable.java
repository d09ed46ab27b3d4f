package dev.plinth.benchmarks;

import dev.plinth.benchmarks.ServerBenchmark.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Runs the benchmarks round by round, every contender in each, and prints the medians as Markdown. */
final class SpeedTable {
  private SpeedTable() {}

  /** See {@link Plan#USAGE}. */
  public static void main(String[] arguments) {
    int status = 0;
    try {
      run(arguments);
    } catch (IOException | InterruptedException | RuntimeException failure) {
      failure.printStackTrace();
      status = 1;
    }
    // A server in this JVM would keep it alive.
    System.exit(status);
  }

  private static void run(String... arguments) throws IOException, InterruptedException {
    Plan plan = Plan.parse(arguments);
    System.out.println(Machine.describe() + "\n" + plan.rounds()
        + " rounds, medians; ratio: the first line of each load through this one.\n");
    try (var startup = new Startup()) {
      var all = new ArrayList<Figure>(List.of(new Inserts(), new PointReads(),
          MillionRows.written(), MillionRows.read(), startup, new Heartbeats()));
      for (ServerTarget target : ServerTarget.values()) {
        for (Shape shape : Shape.values()) {
          if (ServerFigure.isPossible(target, shape)) {
            all.add(new ServerFigure(target, shape));
          }
        }
        all.add(new ServerBulk(target));
      }
      for (Figure figure : asked(all, plan)) {
        run(figure, plan);
      }
    }
  }

  private static List<Figure> asked(List<Figure> all, Plan plan) {
    Set<String> unknown = new TreeSet<>(plan.figures());
    all.forEach(figure -> unknown.remove(figure.name()));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException("no figures " + unknown + "; there are "
          + all.stream().map(Figure::name).toList() + "; " + Plan.USAGE);
    }
    return all.stream()
        .filter(figure -> plan.figures().isEmpty()
            ? !figure.onlyByName()
            : plan.figures().contains(figure.name()))
        .toList();
  }

  private static void run(Figure figure, Plan plan) throws IOException, InterruptedException {
    for (int round = 0; round < plan.rounds(); round++) {
      System.err.println(figure.name() + ": round " + (round + 1) + " of " + plan.rounds());
      figure.measure(plan, round);
    }
    System.out.println("### " + figure.title() + "\n\n" + figure.markdown());
  }
}
