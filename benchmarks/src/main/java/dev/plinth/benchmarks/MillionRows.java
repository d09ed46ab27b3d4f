package dev.plinth.benchmarks;

import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** A million rows, written ({@link BulkInsertBenchmark}) or read ({@link StreamBenchmark}). */
final class MillionRows implements Figure {
  private static final int SHOTS = 2;
  private static final double ROWS = 1_000_000;

  private final String name;
  private final String title;
  private final Class<?> benchmark;
  private final List<Contender> contenders;
  private final Results results = new Results();

  private MillionRows(String name, String title, Class<?> benchmark, List<Contender> contenders) {
    this.name = name;
    this.title = title;
    this.benchmark = benchmark;
    this.contenders = contenders;
  }

  static MillionRows written() {
    return new MillionRows("bulk", "A million rows written in one transaction, -Xmx64m",
        BulkInsertBenchmark.class, List.of(new Contender("Plinth, insertAll", "plinth"),
            new Contender("by hand, addBatch", "byHand")));
  }

  static MillionRows read() {
    return new MillionRows("stream", "A million rows read", StreamBenchmark.class,
        List.of(new Contender("Plinth, findStream, -Xmx64m", "plinthStream"),
            new Contender("by hand, ResultSet, -Xmx64m", "byHandStream"),
            new Contender("by hand, into a list, -Xmx2g", "byHandCollected"),
            new Contender("Plinth, find, -Xmx2g", "plinthCollected")));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public void measure(Plan plan, int round) {
    for (Contender contender : Contender.turns(contenders, round)) {
      for (RunResult run : JmhRun.shots(benchmark, contender, SHOTS)) {
        results.add("1", contender.name(), "rows/s",
            ROWS * 1000 / run.getPrimaryResult().getScore());
      }
    }
  }

  @Override
  public String markdown() {
    return results.markdown("callers");
  }
}
