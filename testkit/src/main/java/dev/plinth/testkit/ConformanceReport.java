package dev.plinth.testkit;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What ran on which backend: a line for each when the run is over, unless the configuration says {@code false}. */
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
    FAILED
  }

  private static final String SHOWN = "plinth.conformance.report";

  private final Map<String, Map<Verdict, Integer>> counts = new TreeMap<>();
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

  synchronized void count(String suite, Verdict verdict) {
    counts.computeIfAbsent(suite, key -> new EnumMap<>(Verdict.class)).merge(verdict, 1,
        Integer::sum);
  }

  synchronized String line(String suite) {
    Map<Verdict, Integer> of = counts.getOrDefault(suite, Map.of());
    return suite + ": " + of.getOrDefault(Verdict.PASSED, 0) + " passed, "
        + of.getOrDefault(Verdict.UNSUPPORTED, 0) + " unsupported as declared, "
        + of.getOrDefault(Verdict.GAP, 0) + " gaps of the server, "
        + of.getOrDefault(Verdict.FAILED, 0) + " failed";
  }

  @Override
  public synchronized void close() {
    if (shown) {
      counts.keySet().forEach(suite -> System.out.println("[conformance] " + line(suite)));
    }
  }
}
