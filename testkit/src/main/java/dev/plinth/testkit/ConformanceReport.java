package dev.plinth.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What ran on which server: a table when the run is over, unless the configuration says {@code false}. */
final class ConformanceReport implements AutoCloseable {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(ConformanceReport.class);

  /** How a test was judged. */
  enum Verdict {
    /** It did what it must. */
    PASSED,
    /** Refused as unsupported, as the backend declares. */
    UNSUPPORTED,
    /** Listed as what a test server does wrong. */
    GAP,
    /** It did not do what it must. */
    FAILED;

    String column() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final String SHOWN = "plinth.conformance.report";

  private final Map<Suite, Map<Verdict, Integer>> counts = new TreeMap<>();
  private final boolean shown;

  private ConformanceReport(boolean shown) {
    this.shown = shown;
  }

  static ConformanceReport of(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE).computeIfAbsent(ConformanceReport.class,
        key -> new ConformanceReport(
            context.getConfigurationParameter(SHOWN).map(Boolean::valueOf).orElse(true)),
        ConformanceReport.class);
  }

  synchronized void count(String suite, String server, Verdict verdict) {
    counts.computeIfAbsent(new Suite(suite, server), key -> new EnumMap<>(Verdict.class))
        .merge(verdict, 1, Integer::sum);
  }

  /** One line for each suite and server, below one that says what the columns are. */
  synchronized List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(line("suite", "server", Verdict.PASSED.column(), Verdict.UNSUPPORTED.column(),
        Verdict.GAP.column(), Verdict.FAILED.column()));
    counts.forEach((suite, of) -> lines.add(line(suite.name(), suite.server(),
        number(of, Verdict.PASSED), number(of, Verdict.UNSUPPORTED), number(of, Verdict.GAP),
        number(of, Verdict.FAILED))));
    return lines;
  }

  @Override
  public synchronized void close() {
    if (shown && !counts.isEmpty()) {
      lines().forEach(line -> System.out.println("[conformance] " + line));
    }
  }

  private static String number(Map<Verdict, Integer> of, Verdict verdict) {
    return Integer.toString(of.getOrDefault(verdict, 0));
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-36s %-34s %8s %12s %5s %7s", cells);
  }

  private record Suite(String name, String server) implements Comparable<Suite> {
    private static final Comparator<Suite> ORDER =
        Comparator.comparing(Suite::name).thenComparing(Suite::server);

    @Override
    public int compareTo(Suite other) {
      return ORDER.compare(this, other);
    }
  }
}
