package dev.plinth.testkit.memory;

import dev.plinth.data.Aggregation;
import dev.plinth.data.Columns;
import dev.plinth.data.Row;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers about groups of records. */
final class MemoryAggregates {
  private MemoryAggregates() {}

  static Columns columns(Aggregation aggregation) {
    var names = new ArrayList<>(aggregation.groupBy());
    aggregation.measures().forEach(measure -> names.add(measure.as()));
    return Columns.of(names);
  }

  static List<Row> of(Aggregation aggregation, List<Row> rows) {
    Map<List<@Nullable Object>, List<Row>> groups = new LinkedHashMap<>();
    if (aggregation.groupBy().isEmpty()) {
      groups.put(List.of(), new ArrayList<>());
    }
    for (Row row : rows) {
      var key = new ArrayList<@Nullable Object>();
      aggregation.groupBy()
          .forEach(column -> key.add(MemoryValues.key(row.value(column).orElse(null))));
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(row);
    }
    Columns columns = columns(aggregation);
    return groups.values().stream().map(group -> row(columns, aggregation, group)).toList();
  }

  private static Row row(Columns columns, Aggregation aggregation, List<Row> group) {
    var values = new ArrayList<@Nullable Object>();
    aggregation.groupBy()
        .forEach(column -> values.add(group.get(0).value(column).orElse(null)));
    aggregation.measures().forEach(measure -> values.add(measured(measure, group)));
    return Row.owning(columns, values.toArray(new @Nullable Object[0]));
  }

  private static @Nullable Object measured(Aggregation.Measure measure, List<Row> group) {
    String column = measure.column();
    if (column == null) {
      return (long) group.size();
    }
    List<Object> values = group.stream().flatMap(row -> row.value(column).stream()).toList();
    return switch (measure.function()) {
      case COUNT -> (long) values.size();
      case MIN -> values.stream().min(MemoryValues::compare).orElse(null);
      case MAX -> values.stream().max(MemoryValues::compare).orElse(null);
      case SUM -> values.isEmpty() ? null : sum(values);
      case AVG -> values.isEmpty() ? null : mean(values);
    };
  }

  private static Object sum(List<Object> values) {
    if (values.get(0) instanceof Double) {
      return values.stream().mapToDouble(value -> (Double) value).sum();
    }
    BigDecimal sum = exactSum(values);
    boolean fits = values.get(0) instanceof Long && sum.toBigInteger().bitLength() < 64;
    return fits ? sum.longValueExact() : sum;
  }

  private static Object mean(List<Object> values) {
    BigDecimal mean =
        exactSum(values).divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128);
    return values.get(0) instanceof BigDecimal ? mean : mean.doubleValue();
  }

  private static BigDecimal exactSum(List<Object> values) {
    return values.stream().map(value -> MemoryValues.decimal((Number) value))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
