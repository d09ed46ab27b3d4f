package dev.plinth.cli;

/**
 * How long calls took, in buckets that are 1/16 wide of what they hold, so that memory does not grow with
 * the number of calls. Not thread-safe.
 */
final class Latencies {
  private static final int STEPS = 16;
  private static final int STEP_BITS = 4;

  private final long[] buckets = new long[64 * STEPS];
  private long count;
  private long longest;

  void record(long nanos) {
    long value = Math.max(0, nanos);
    buckets[bucket(value)]++;
    count++;
    longest = Math.max(longest, value);
  }

  void add(Latencies other) {
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      buckets[bucket] += other.buckets[bucket];
    }
    count += other.count;
    longest = Math.max(longest, other.longest);
  }

  long count() {
    return count;
  }

  /** Below which this share of the calls stayed, in milliseconds with three decimals. */
  double millis(double share) {
    return Math.round(nanos(share) / 1000.0) / 1000.0;
  }

  private long nanos(double share) {
    long wanted = (long) Math.ceil(share * count);
    long seen = 0;
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      seen += buckets[bucket];
      if (seen >= wanted && seen > 0) {
        return Math.min(longest, upperEnd(bucket));
      }
    }
    return longest;
  }

  /** Up to 16 each value has its own bucket; beyond, each doubling has 16. */
  private static int bucket(long value) {
    int power = 63 - Long.numberOfLeadingZeros(value | 1);
    return power < STEP_BITS
        ? (int) value
        : (power - STEP_BITS + 1) * STEPS + (int) (value >>> (power - STEP_BITS)) - STEPS;
  }

  private static long upperEnd(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int shift = bucket / STEPS - 1;
    return ((long) (bucket % STEPS + STEPS + 1) << shift) - 1;
  }
}
