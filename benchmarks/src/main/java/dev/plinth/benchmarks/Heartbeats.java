package dev.plinth.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** {@link HeartbeatProbe}. */
final class Heartbeats implements Figure {
  private static final List<Contender> CONTENDERS = List.of(new Contender("Plinth", "plinth"),
      new Contender("pool of 10, BEGIN IMMEDIATE", "pool10"));

  private final Results results = new Results();

  @Override
  public String name() {
    return "heartbeat";
  }

  @Override
  public String title() {
    return "Longest gap of a virtual thread while another process holds the lock for 500 ms";
  }

  @Override
  public void measure(Plan plan, int round) throws IOException, InterruptedException {
    for (Contender contender : Contender.turns(CONTENDERS, round)) {
      Process probe =
          Jvm.start(List.of("-D" + Scratch.DIRECTORY_PROPERTY + "=" + Scratch.parent()),
              HeartbeatProbe.class, contender.method());
      try (BufferedReader output = probe.inputReader()) {
        results.add("64", contender.name(), "gap, ms", Double.parseDouble(Jvm.line(output)));
      }
      Jvm.end(probe);
    }
  }

  @Override
  public String markdown() {
    return results.markdown("callers");
  }
}
