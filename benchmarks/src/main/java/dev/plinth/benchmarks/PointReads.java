package dev.plinth.benchmarks;

import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** {@link PointReadBenchmark}. */
final class PointReads implements Figure {
  private static final List<Contender> CONTENDERS = List.of(new Contender("Plinth", "plinth"),
      new Contender("jOOQ fetchOne, pool of 1", "jooq1"),
      new Contender("jOOQ fetchOne, pool of 10", "jooq10"),
      new Contender("prepared connection of each thread", "owned"));

  private final Results results = new Results();

  @Override
  public String name() {
    return "reads";
  }

  @Override
  public String title() {
    return "Reads of one row by its key";
  }

  @Override
  public void measure(Plan plan, int round) {
    for (int callers : plan.callersOr(1, 8)) {
      for (Contender contender : Contender.turns(CONTENDERS, round)) {
        for (RunResult run : JmhRun.loop(PointReadBenchmark.class, contender, callers, plan)) {
          String load = String.valueOf(callers);
          results.add(load, contender.name(), "reads/s", run.getPrimaryResult().getScore());
          results.add(load, contender.name(), "bytes allocated",
              JmhRun.secondary(run, "gc.alloc.rate.norm"));
        }
      }
    }
  }

  @Override
  public String markdown() {
    return results.markdown("callers");
  }
}
