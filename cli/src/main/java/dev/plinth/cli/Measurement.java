package dev.plinth.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of one operation. */
record Measurement(Workload workload, Latencies latencies, Map<String, Long> errors,
    double seconds) {
  Map<String, @Nullable Object> fields() {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("operation", workload.name());
    fields.put("calls", latencies.count());
    fields.put("perSecond",
        Math.round(latencies.count() * workload.recordsOfCall() / Math.max(1e-9, seconds)));
    fields.put("medianMs", latencies.millis(0.5));
    fields.put("p99Ms", latencies.millis(0.99));
    fields.put("maxMs", latencies.millis(1));
    fields.put("errors", errors.isEmpty() ? "0" : errors.toString());
    return fields;
  }
}
