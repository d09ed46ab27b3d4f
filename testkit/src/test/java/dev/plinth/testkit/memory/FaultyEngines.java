package dev.plinth.testkit.memory;

import dev.plinth.Options;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Engines that keep or show the wrong tables. */
final class FaultyEngines {
  private FaultyEngines() {}

  static MemoryEngine losingWrites(Options options) {
    return new MemoryEngine(options) {
      private final AtomicInteger commits = new AtomicInteger();

      @Override
      void commit(MemoryDraft draft) {
        if (commits.incrementAndGet() % 40 != 0) {
          super.commit(draft);
        }
      }
    };
  }

  static MemoryEngine readingStale(Options options) {
    return new MemoryEngine(options) {
      private volatile Map<String, MemoryTable> before = Map.of();

      @Override
      void commit(MemoryDraft draft) {
        before = super.snapshot();
        super.commit(draft);
      }

      @Override
      Map<String, MemoryTable> snapshot() {
        return before.isEmpty() ? super.snapshot() : before;
      }
    };
  }

  static MemoryEngine keepingFailedWrites(Options options) {
    return new MemoryEngine(options) {
      @Override
      void discard(MemoryDraft draft) {
        commit(draft);
      }
    };
  }
}
