package dev.plinth.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What the rounds measured, and the medians as a Markdown table; the contender that came first is held against the others. */
final class Results {
  private record Key(String load, String contender, String measure) {}

  private final Map<Key, List<Double>> samples = new LinkedHashMap<>();

  /** Keeps the value of one round. */
  void add(String load, String contender, String measure, double value) {
    samples.computeIfAbsent(new Key(load, contender, measure), key -> new ArrayList<>()).add(value);
  }

  /** One line for each load and contender, two columns for each measure. */
  String markdown(String loadTitle) {
    List<String> measures = distinct(Key::measure);
    List<String> contenders = distinct(Key::contender);
    String first = contenders.get(0);
    var text = new StringBuilder("| " + loadTitle + " | |");
    measures.forEach(measure -> text.append(' ').append(measure).append(" | ratio |"));
    text.append("\n|---|---|").append("---:|---:|".repeat(measures.size())).append('\n');
    for (String load : distinct(Key::load)) {
      for (String contender : contenders) {
        text.append("| ").append(load).append(" | ").append(contender).append(" |");
        for (String measure : measures) {
          double mine = median(new Key(load, first, measure));
          double theirs = median(new Key(load, contender, measure));
          text.append(' ').append(number(theirs)).append(" | ")
              .append(contender.equals(first) ? "" : ratio(mine, theirs)).append(" |");
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private List<String> distinct(Function<Key, String> part) {
    return samples.keySet().stream().map(part).distinct().toList();
  }

  private double median(Key key) {
    List<Double> sorted = samples.getOrDefault(key, List.of()).stream().sorted().toList();
    int half = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static String ratio(double mine, double theirs) {
    double ratio = mine / theirs;
    return Double.isNaN(ratio)
        ? ""
        : String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.1f", ratio);
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? ""
        : String.format(Locale.ROOT, value < 100 ? "%.2f" : "%,.0f", value);
  }
}
