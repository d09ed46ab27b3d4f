package dev.plinth.benchmarks;

import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** {@link InsertBenchmark}. */
final class Inserts implements Figure {
  private static final List<Contender> CONTENDERS = List.of(new Contender("Plinth", "plinth"),
      new Contender("pool of 1, BEGIN IMMEDIATE", "pool1"),
      new Contender("pool of 10, BEGIN IMMEDIATE", "pool10"),
      new Contender("pool of 1, bare INSERT", "pool1Alone"),
      new Contender("pool of 10, bare INSERT", "pool10Alone"));

  private final Results results = new Results();

  @Override
  public String name() {
    return "inserts";
  }

  @Override
  public String title() {
    return "Durable single inserts";
  }

  @Override
  public void measure(Plan plan, int round) {
    for (int callers : plan.callersOr(1, 8, 64, 256)) {
      for (Contender contender : Contender.turns(CONTENDERS, round)) {
        for (RunResult run : JmhRun.ownLoop(InsertBenchmark.class, contender, callers, plan)) {
          String load = String.valueOf(callers);
          results.add(load, contender.name(), "inserts/s",
              JmhRun.secondary(run, "insertsPerSecond"));
          results.add(load, contender.name(), "p99, ms",
              JmhRun.secondary(run, "p99Micros") / 1000);
        }
      }
    }
  }

  @Override
  public String markdown() {
    return results.markdown("callers");
  }
}
